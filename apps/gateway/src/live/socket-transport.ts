import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";

/** What a socket may take. */
export const socketLimits = {
  /** Bytes of a message from a client. */
  message: 100_000,
  /** Operations at once on one socket. */
  operations: 50,
  /** Sockets at once of one person or key. */
  perActor: 100,
  /** Strangers' sockets at once of one network. */
  strangers: 20,
  /** Sockets at once of one network that have not said yet whose they are: room for an office that connects again. */
  unidentified: 100,
  /** Sockets at once, of everywhere, of strangers and of those that have not said whose they are. */
  unidentifiedInAll: 2_000,
  /** Milliseconds in which a client must say whose its socket is. */
  introduction: 3_000,
  /** Bytes of answers that may wait for a client which goes on asking. */
  waiting: 8_000_000,
  /** Milliseconds that a client may leave a message unread before its socket is closed. */
  patience: 30_000,
  /** Milliseconds between pings; a client that answers none within as long is gone, or reads nothing. */
  ping: 12_000,
} as const;

/**
 * Reasons to close a socket. Clients made with graphql-ws connect again after any of these but `badRequest` and `unauthorized`;
 * after 1011 or 4429 they would not, and their subscriptions would end.
 */
export const closing = {
  /** graphql-ws says this itself of what is no message. */
  badRequest: 4400,
  goingAway: 1001,
  /** Something failed here, or there are too many sockets: try again later. */
  later: 1013,
  unauthorized: 4401,
  forbidden: 4403,
  /** What it was sent piled up unread. */
  slow: 4290,
} as const;

/** Nothing can be sent any more: the socket is closed, or about to be. */
export class SocketClosed extends Error {}

/** A client did not read what it was sent; its socket is closed already. */
export class SlowReader extends SocketClosed {}

/**
 * Sends and waits until the message is on its way. A subscription sends one event after another, so that a client which does
 * not read holds up its own events only; after a while its socket is closed, and it can go on after what it has.
 */
export function send(socket: WebSocket, message: string, patience: number = socketLimits.patience): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.reject(new SocketClosed());
  let isOnItsWay = (): void => undefined;
  // Also called where the client is gone: its socket closes, and that ends all that it carries.
  socket.send(message, () => isOnItsWay());
  if (socket.bufferedAmount === 0) return sent;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  isOnItsWay = resolve;
  const timer = setTimeout(() => {
    closeUnread(socket);
    reject(new SlowReader());
  }, patience);
  return promise.finally(() => clearTimeout(timer));
}

/** Most messages are: the system has taken them, and nothing is to be waited for. */
const sent = Promise.resolve();

/**
 * Closes the socket of a client that does not read. The reason waits behind all the rest: it arrives if the client reads on
 * within half a minute, after which `ws` ends the connection.
 */
function closeUnread(socket: WebSocket): void {
  socket.close(closing.slow, "You read too slowly; connect again and go on after what you have.");
}

/** Ends the socket of a client that asks, or pings, without ever reading the answers. */
export function boundWaiting(socket: WebSocket): void {
  const look = () => {
    if (socket.bufferedAmount > socketLimits.waiting && socket.readyState === socket.OPEN) closeUnread(socket);
  };
  socket.on("message", look);
  socket.on("ping", look);
}

/**
 * Pings, and closes the socket of a client that does not answer. Whether it is gone or has stopped reading cannot be told: in
 * case it reads on, it learns why.
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

/** Closes with a reason for a person to read; a close frame holds at most 123 bytes of it. */
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

/** Refuses a connection before it is a socket; says why, where there is anything to say, and hangs up on who does not. */
export function refuseUpgrade(stream: Duplex, status: string, why?: object): void {
  const body = why === undefined ? "" : JSON.stringify(why);
  const type = why === undefined ? "" : "Content-Type: application/json; charset=utf-8\r\n";
  stream.once("finish", () => stream.destroy());
  stream.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\n${type}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
