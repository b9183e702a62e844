import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, test } from "@jest/globals";
import { ConnectionClosed, SlowReader } from "./connection-closed.js";
import { EventStream } from "./event-stream.js";

/** A stream to a client that reads nothing until it is told to. */
async function unread() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  client.on("error", () => undefined);
  client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const [, response] = (await once(server, "request")) as [unknown, ServerResponse];
  return { server, client, response };
}

test("a client that does not read delays its own events, and is cut after a while", async () => {
  const { server, client, response } = await unread();
  client.pause();
  const stream = new EventStream(response, { patience: 200 });
  const large = "x".repeat(1_000_000);
  const sending = async () => {
    for (let sent = 0; sent < 100; sent += 1) await stream.next(large);
  };
  await expect(sending()).rejects.toBeInstanceOf(SlowReader);
  expect(response.destroyed).toBe(true);
  await expect(stream.next("{}")).rejects.toBeInstanceOf(ConnectionClosed);
  client.destroy();
  server.close();
});

test("a silent stream gives signs of life, and none after its end", async () => {
  const { server, client, response } = await unread();
  let text = "";
  client.on("data", (data) => (text += data.toString()));
  const stream = new EventStream(response, { heartbeat: 20 });
  while (!text.includes(":\n\n")) await once(client, "data");
  stream.complete();
  while (!text.includes("event: complete")) await once(client, "data");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(text).toMatch(/event: complete\ndata:\n\n\r\n0\r\n\r\n$/);
  client.destroy();
  server.close();
});
