import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import WebSocket, { WebSocketServer } from "ws";
import { SlowReader } from "./connection-closed.js";
import { closeWith, keepAlive, send } from "./socket-transport.js";

let server: WebSocketServer;
let client: WebSocket;
let socket: WebSocket;

beforeEach(async () => {
  server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const opened = once(server, "connection") as Promise<[WebSocket]>;
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  [[socket]] = await Promise.all([opened, once(client, "open")]);
});

afterEach(async () => {
  client.terminate();
  for (const one of server.clients) one.terminate();
  await new Promise((resolve) => server.close(resolve));
});

test("a client that does not read is closed after a while, with a reason and as something to go on from", async () => {
  client.pause();
  const megabyte = "x".repeat(1_000_000);
  // The kernel takes some of it for the client; the rest waits, and no more is sent while it does.
  const sending = async () => {
    for (;;) await send(socket, megabyte, 300);
  };
  await expect(sending()).rejects.toBeInstanceOf(SlowReader);
  expect(socket.bufferedAmount).toBeLessThan(3_000_000);
  const closed = once(client, "close");
  client.resume();
  const [code, reason] = (await closed) as [number, Buffer];
  expect(code).toBe(4290);
  expect(reason.toString()).toContain("resume from your last event");
});

test("a client that does not read either is told so before pings end it", async () => {
  client.pause();
  const megabyte = "x".repeat(1_000_000);
  while (socket.bufferedAmount === 0) socket.send(megabyte);
  const stopPinging = keepAlive(socket, 50);
  while (socket.readyState === socket.OPEN) await new Promise((resolve) => setTimeout(resolve, 10));
  const closed = once(client, "close");
  client.resume();
  const [code, reason] = (await closed) as [number, Buffer];
  stopPinging();
  expect(code).toBe(4290);
  expect(reason.toString()).toContain("resume from your last event");
});

test("a client that reads gets everything, in order", async () => {
  const received: string[] = [];
  client.on("message", (message: Buffer) => received.push(message.toString()));
  for (let number = 0; number < 100; number += 1) await send(socket, String(number), 5_000);
  while (received.length < 100) await once(client, "message");
  expect(received).toEqual(Array.from({ length: 100 }, (_, number) => String(number)));
});

test("a reason that is too long for a close frame is cut at a whole character", async () => {
  const closed = once(client, "close");
  closeWith(socket, 4403, "ü".repeat(100));
  const [code, reason] = (await closed) as [number, Buffer];
  expect(code).toBe(4403);
  expect(reason.toString()).toBe("ü".repeat(60));
});
