/** The limit: nothing but `ws`, which sends the same text to all of its sockets whenever it is told to. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
await once(server, "listening");
process.on("message", ({ frame }: { frame: string }) => {
  for (const socket of server.clients) socket.send(frame);
});
process.on("disconnect", () => process.exit());
process.send!({ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` });
