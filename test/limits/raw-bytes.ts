import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";

/** What somebody does with a connection: sends these pieces, one after another, and then goes away. */
export interface Visit {
  /** Bytes as Latin-1 text. */
  readonly pieces: readonly string[];
  /** Whether they wait for something to come back before they go. */
  readonly waits: boolean;
  /** How they go: in order, without a word, or with a reset (RST). */
  readonly leaves: "end" | "destroy" | "reset";
}

/** Milliseconds to wait for an answer: most of these deserve none. */
const PATIENCE = 60;

/** Does as the visit says; whatever becomes of it is right, as long as the server lives. */
export async function visit(port: number, { pieces, waits, leaves }: Visit): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await Promise.race([once(socket, "connect"), once(socket, "close")]).catch(() => undefined);
  for (const piece of pieces) {
    socket.write(Buffer.from(piece, "latin1"));
    await new Promise(setImmediate);
  }
  if (waits) await Promise.race([once(socket, "data"), once(socket, "close"), sleep(PATIENCE)]).catch(() => undefined);
  await leave(socket, leaves);
}

async function leave(socket: Socket, how: Visit["leaves"]): Promise<void> {
  if (socket.destroyed) return;
  const closed = once(socket, "close");
  if (how === "end") socket.end();
  else if (how === "destroy") socket.destroy();
  else socket.resetAndDestroy();
  await Promise.race([closed, sleep(PATIENCE)]).catch(() => undefined);
  socket.destroy();
}

const CRLF = "\r\n";
const latin1 = (size: number) =>
  fc.uint8Array({ maxLength: size }).map((bytes) => Buffer.from(bytes).toString("latin1"));

/** Targets that are no path, or no URL, or not what a router expects. */
const target = fc.oneof(
  fc.constantFrom("/graphql", "/healthz", "/auth/sign-in/email", "/trpc/bookSession", "/feeds/x.ics", "/"),
  fc.constantFrom("//", "///", "//graphql", "/\\", "*", "", "?", "#", "/%", "/%zz", "/%00", "/graphql?%", "/graphql/"),
  fc.constantFrom("/..;/", "http://", "http://[::1", "http://a:99999/graphql", "//[", "/auth/%ff", "graphql", "a:b"),
  latin1(40).map((text) => `/${text.replace(/[\r\n ]/g, "")}`),
  fc.nat(100).map((length) => `/${"a/".repeat(length)}`),
);
const method = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("GET", "POST") },
  fc.constantFrom("HEAD", "OPTIONS", "CONNECT", "PUT", "TRACE", "PRI", "QUERY", "get", "G\0T", ""),
);
const version = fc.oneof(
  { weight: 6, arbitrary: fc.constant("HTTP/1.1") },
  fc.constantFrom("HTTP/1.0", "HTTP/2.0", "HTTP/9", "", "ICY/1"),
);
const host = fc.constantFrom("Host: x", "Host: ", "Host: [", "Host: a b", "Host: x\r\nHost: y", "Host: x:99999", "");

/** Headers that ask for a WebSocket, each of them right or wrong. */
const upgrade = fc
  .record({
    to: fc.constantFrom("websocket", "h2c", "WebSocket, x", "tls", ""),
    version: fc.constantFrom("13", "8", "", "99999999999999999999"),
    key: fc.constantFrom("dGhlIHNhbXBsZSBub25jZQ==", "short", "", "é"),
    protocol: fc.constantFrom("graphql-transport-ws", "graphql-ws", ",", ",,,", "a b", "a, a"),
    origin: fc.constantFrom(undefined, "null", "http://[", "https://evil.example", "file://", "\u00e9"),
  })
  .map(({ to, version, key, protocol, origin }) =>
    [
      "Connection: Upgrade",
      `Upgrade: ${to}`,
      `Sec-WebSocket-Version: ${version}`,
      `Sec-WebSocket-Key: ${key}`,
      `Sec-WebSocket-Protocol: ${protocol}`,
      `Sec-WebSocket-Extensions: permessage-deflate; x=${key}`,
      ...(origin === undefined ? [] : [`Origin: ${origin}`]),
    ].join(CRLF),
  );
const framing = fc.constantFrom(
  "Content-Length: 5",
  "Content-Length: -1",
  "Content-Length: 99999999999999999999",
  "Content-Length: 5\r\nContent-Length: 6",
  "Transfer-Encoding: chunked",
  "Transfer-Encoding: chunked\r\nContent-Length: 5",
  "Transfer-Encoding: gzip, chunked",
  "Expect: 100-continue\r\nContent-Length: 5",
  "Expect: the impossible",
  "Content-Encoding: gzip\r\nContent-Length: 5",
);
const content = fc.constantFrom(
  "Content-Type: application/json",
  "Content-Type: application/json; charset=x",
  "Content-Type: multipart/form-data",
  "Content-Type: ;;;",
  "Authorization: Bearer \u0080",
  "X-Forwarded-For: ,,,",
  "Cookie: ====;;;",
  ": nothing",
  "no header at all",
  " folded: header",
);
const chunks = fc.oneof(
  fc.constantFrom("5\r\nhello\r\n0\r\n\r\n", "zz\r\n", "FFFFFFFFFFFFFFFFFF\r\n", "5;x=y\r\nhel", "-1\r\n", "0\r\n"),
  latin1(60),
);

const head = fc
  .tuple(method, target, version, host, fc.array(fc.oneof(upgrade, upgrade, framing, content), { maxLength: 4 }))
  .map(([verb, path, http, name, headers]) => [`${verb} ${path} ${http}`, name, ...headers].filter(Boolean).join(CRLF));

/** A request, often more than one without waiting, often cut off in the middle. */
const requests = fc.array(
  fc
    .tuple(head, fc.constantFrom(`${CRLF}${CRLF}`, `${CRLF}${CRLF}`, "\n\n", CRLF, ""), chunks)
    .map((parts) => parts.join("")),
  { minLength: 1, maxLength: 3 },
);
/** A WebSocket that is opened as it should be, and then gets frames that nobody should send. */
const frame = fc
  .record({
    first: fc.nat(255),
    length: fc.constantFrom(0, 1, 125, 126, 127, 128, 253, 254, 255),
    rest: latin1(140),
  })
  .map(({ first, length, rest }) => String.fromCharCode(first, length) + rest);
const message = fc
  .constantFrom(
    '{"type":"connection_init"}',
    '{"type":"connection_init","payload":{"authorization":1}}',
    '{"type":"subscribe","id":"1","payload":{"query":"{ me { id } }"}}',
    '{"type":"complete","id":"1"}',
    '{"type":"ping","payload":{"a":[]}}',
    '{"type":"__proto__"}',
    "[]",
    "null",
    "{",
  )
  // A client masks what it sends; a mask of zeros leaves it as it is.
  .map((text) => `\x81${String.fromCharCode(0x80 | text.length)}\0\0\0\0${text}`);
const opened = fc
  .array(fc.oneof(message, message, frame), { minLength: 1, maxLength: 6 })
  .map((frames) => [
    [
      "GET /graphql HTTP/1.1",
      "Host: x",
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Protocol: graphql-transport-ws",
      CRLF,
    ].join(CRLF),
    ...frames,
  ]);

/** Anything that can come to a port. */
export const visits: fc.Arbitrary<Visit> = fc.record({
  pieces: fc.oneof(
    { weight: 6, arbitrary: requests },
    { weight: 3, arbitrary: opened },
    { weight: 1, arbitrary: fc.array(latin1(300), { maxLength: 3 }) },
  ),
  waits: fc.boolean(),
  leaves: fc.constantFrom("end", "destroy", "reset", "reset"),
});
