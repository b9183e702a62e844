import type { AddressInfo } from "node:net";

/** Tells whoever started this process, if they listen, at which port it answers. Told port 0, it has picked one itself. */
export function tellPort([address]: readonly (AddressInfo | string)[]): void {
  // This end hangs up: were it the other's, Node would never tell it that this process has ended.
  if (typeof address === "object")
    process.send?.({ port: address.port }, undefined, undefined, () => process.disconnect());
}
