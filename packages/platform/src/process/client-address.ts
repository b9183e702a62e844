import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/**
 * The address of who sent a request, over HTTP or to open a socket. Each of the proxies in front adds to `X-Forwarded-For`
 * who is at its other end, so that with two of them it is the second from the end that counts; what stands before is what
 * somebody says of themselves. What is no address tells nothing: then it is who is connected to us.
 */
export function clientAddress({ headers, socket }: Pick<IncomingMessage, "headers" | "socket">, proxies = 0): string {
  const peer = socket.remoteAddress ?? "";
  if (proxies === 0) return peer;
  const told = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
  const address = told.slice(-proxies)[0]!.trim();
  return isIP(address) === 0 ? peer : address;
}
