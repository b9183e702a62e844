import type { AddressInfo } from "node:net";

/** Tells the parent process, if it listens, the port of this one. With port 0, the process has picked its own. */
export function tellPort([address]: readonly (AddressInfo | string)[]): void {
  // This end disconnects. If the parent did, Node would never tell it that this process has ended.
  if (typeof address === "object")
    process.send?.({ port: address.port }, undefined, undefined, () => process.disconnect());
}
