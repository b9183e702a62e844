import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { ConnectionClosed } from "./connection-closed.js";
import { untilRead } from "./until-read.js";

/** The limits of a socket. */
export const socketLimits = {
  /** Bytes per message from a client. */
  message: 100_000,
  /** Concurrent operations on one socket. */
  operations: 50,
  /** Concurrent sockets of one person or key. */
  perActor: 100,
  /** Concurrent anonymous sockets from one network. */
  strangers: 20,
  /** Concurrent sockets from one network that have not authenticated yet: enough for an office that reconnects. */
  unidentified: 100,
  /** Concurrent sockets from everywhere that are anonymous or have not authenticated yet. */
  unidentifiedInAll: 2_000,
  /** Milliseconds within which a client must authenticate. */
  introduction: 3_000,
  /** Bytes of answers that may wait for a client that keeps asking. */
  waiting: 8_000_000,
  /** Milliseconds for which a client may leave a message unread before its socket is closed. */
  patience: 30_000,
  /** Milliseconds between pings. A client that misses one for as long is gone or does not read. */
  ping: 12_000,
} as const;

/**
 * Reasons to close a socket. Clients made with graphql-ws reconnect by themselves after all of these except `badRequest`
 * and `unauthorized`. After 1011 or 4429 they would not, and their subscriptions would end.
 */
export const closing = {
  /** graphql-ws itself uses this for invalid messages. */
  badRequest: 4400,
  goingAway: 1001,
  /** Something failed here, or there are too many sockets. Try again later. */
  later: 1013,
  unauthorized: 4401,
  forbidden: 4403,
  /** Messages to the client piled up unread. */
  slow: 4290,
} as const;

/**
 * Sends. Returns nothing if the system takes the message at once, as it does with most, and otherwise a promise until it is on its
 * way. A subscription sends one event after another, so a client that does not read only delays its own events. After a
 * while its socket is closed, and it can resume from its last event.
 */
export function send(
  socket: WebSocket,
  message: string,
  patience: number = socketLimits.patience,
): Promise<void> | undefined {
  if (socket.readyState !== socket.OPEN) return Promise.reject(new ConnectionClosed());
  let isOnItsWay = (): void => undefined;
  // Also called if the client is gone. Its socket closes, and that ends everything on it.
  socket.send(message, () => isOnItsWay());
  if (socket.bufferedAmount === 0) return undefined;
  const onRead = (listener: () => void) => (isOnItsWay = listener);
  return untilRead(onRead, () => closeUnread(socket), patience);
}

/**
 * Closes the socket of a client that does not read. The reason is queued behind everything else. It arrives if the
 * client reads within half a minute, after which `ws` ends the connection.
 */
function closeUnread(socket: WebSocket): void {
  socket.close(closing.slow, "You read too slowly. Connect again and resume from your last event.");
}

/** Ends the socket of a client that asks or pings without ever reading the answers. */
export function boundWaiting(socket: WebSocket): void {
  const look = () => {
    if (socket.bufferedAmount > socketLimits.waiting && socket.readyState === socket.OPEN) closeUnread(socket);
  };
  socket.on("message", look);
  socket.on("ping", look);
}

/**
 * Pings, and closes the socket of a client that does not answer. The client may be gone, or may have stopped reading.
 * If it reads again, it learns why.
 */
export function keepAlive(socket: WebSocket, every: number = socketLimits.ping): () => void {
  let answered = true;
  socket.on("pong", () => (answered = true));
  const timer = setInterval(() => {
    if (socket.readyState !== socket.OPEN) return;
    if (!answered) return closeUnread(socket);
    answered = false;
    socket.ping();
  }, every);
  return () => clearInterval(timer);
}

/** Closes with a reason for people. A close frame holds at most 123 bytes of it. */
export function closeWith(socket: WebSocket, code: number, reason: string): void {
  const bytes = Buffer.from(reason);
  socket.close(
    code,
    bytes.length <= 123
      ? reason
      : bytes
          .subarray(0, 120)
          .toString("utf8")
          .replace(/\uFFFD+$/, ""),
  );
}

/** Refuses a connection before it becomes a socket. Sends the reason, and hangs up if that is not possible. */
export function refuseUpgrade(stream: Duplex, status: string, why?: object): void {
  const body = why === undefined ? "" : JSON.stringify(why);
  const type = why === undefined ? "" : "Content-Type: application/json; charset=utf-8\r\n";
  stream.once("finish", () => stream.destroy());
  stream.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\n${type}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
