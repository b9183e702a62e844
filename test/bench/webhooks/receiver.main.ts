/** A partner's system in a process of its own: it answers 204, and tells when so many messages have come, and which. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** What is waited for. */
export interface Awaited {
  readonly messages: number;
}

/** What has come. */
export interface Arrived {
  readonly bodies: readonly string[];
}

let awaited = 0;
let bodies: string[] = [];
const server = createServer((request, response) => {
  void buffer(request).then((bytes) => {
    response.writeHead(204).end();
    bodies.push(bytes.toString("utf8"));
    if (bodies.length === awaited) process.send!({ bodies } satisfies Arrived);
  });
}).listen(0, "127.0.0.1");
await once(server, "listening");
process.on("message", ({ messages }: Awaited) => {
  bodies = [];
  awaited = messages;
});
process.on("disconnect", () => process.exit());
process.send!({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
