import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/**
 * The address of the client of a request, over HTTP or for a socket. Each proxy in front appends its client to
 * `X-Forwarded-For`. With two proxies the second entry from the end counts. Anything before it is what the client says
 * about itself. If the entry is not an address, the connected peer's address is used.
 */
export function clientAddress({ headers, socket }: Pick<IncomingMessage, "headers" | "socket">, proxies = 0): string {
  const peer = socket.remoteAddress ?? "";
  if (proxies === 0) return peer;
  const told = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
  const address = told.slice(-proxies)[0]!.trim();
  return isIP(address) === 0 ? peer : address;
}
