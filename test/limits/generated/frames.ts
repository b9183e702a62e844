import { once } from "node:events";
import WebSocket from "ws";
import type { Pace } from "./pace.ts";
import type { Operations, Sent } from "./operations.ts";
import type { Random } from "./random.ts";
import { withHugeNumbers } from "./values.ts";

/** Frames of one socket: what is sent from its first on, and the operations that must be answered while it is open. */
export interface Conversation {
  readonly frames: readonly string[];
  readonly asked: ReadonlySet<string>;
}

const strange: readonly unknown[] = [
  ...[null, 1, "text", [], {}, { type: 1 }, { type: "nonsense" }, { type: "next" }, { type: "subscribe" }],
  ...[
    { type: "subscribe", id: 1, payload: {} },
    { type: "subscribe", id: "", payload: { query: "{ __typename }" } },
  ],
  ...[
    { type: "subscribe", id: "x", payload: { query: 1 } },
    { type: "subscribe", id: "x" },
    { type: "connection_ack" },
  ],
  ...[
    { type: "next", id: "x", payload: {} },
    { type: "error", id: "x", payload: [{ message: "m" }] },
  ],
  ...[{ type: "connection_init" }, { type: "connection_init", payload: "text" }, { type: "complete" }],
];

const harmless: readonly unknown[] = [
  ...[{ type: "ping" }, { type: "ping", payload: { a: "\ud83d" } }, { type: "pong" }, { type: "pong", payload: {} }],
  ...[
    { type: "complete", id: "never" },
    { type: "complete", id: "__proto__" },
  ],
];

const oddAuthorizations: readonly unknown[] = [
  {},
  [],
  1,
  null,
  "",
  { toString: 1 },
  "Basic abc",
  `Bearer ${"x".repeat(2_000)}`,
  true,
];

/** Generates what clients say over sockets, in and out of turn. */
export class Conversations {
  constructor(
    private readonly random: Random,
    private readonly operations: Operations,
  ) {}

  next(authorization: string | undefined, length: number): Conversation {
    const { random } = this;
    const asked = new Set<string>();
    const given = random.chance(0.05) ? random.pick(oddAuthorizations) : authorization;
    const init = { type: "connection_init", ...(given !== undefined && { payload: { authorization: given } }) };
    const frames: string[] = random.chance(0.97) ? [JSON.stringify(init)] : [];
    while (frames.length < length) {
      const kind = random.next();
      if (kind < 0.015) frames.push(random.chance(0.3) ? "{ no json" : JSON.stringify(random.pick(strange)));
      else if (kind < 0.1) frames.push(JSON.stringify(random.pick(harmless)));
      else frames.push(this.#subscribe(String(frames.length), asked));
      const before = [...asked].at(-1);
      // Who sends the same id again while it is answered is closed; who completes may be answered or not.
      if (before !== undefined && random.chance(0.03)) {
        asked.delete(before);
        frames.push(JSON.stringify({ type: "complete", id: before }));
      }
    }
    return { frames, asked };
  }

  #subscribe(id: string, asked: Set<string>): string {
    const sent: Sent = this.operations.next(0.3);
    if (!/^\s*subscription/.test(sent.query)) asked.add(id);
    return withHugeNumbers(JSON.stringify({ type: "subscribe", id, payload: sent }));
  }
}

export interface Heard {
  /** What came, each with its id where it has one. */
  readonly messages: readonly { readonly id?: string; readonly type: string; readonly payload?: unknown }[];
  /** The code that the server closed with; undefined while the socket is open. */
  readonly closed: number | undefined;
  readonly unanswered: readonly string[];
}

/** Holds a conversation, and waits until all of it is answered or the server has hung up. */
export async function converse(url: string, { frames, asked }: Conversation, pace: Pace): Promise<Heard> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const messages: { id?: string; type: string; payload?: unknown }[] = [];
  const waiting = new Set(asked);
  const begun = new Map<string, () => void>();
  const done = Promise.withResolvers<void>();
  let closed: number | undefined;
  let isOver = false;
  const judge = () => {
    if (isOver && waiting.size === 0) done.resolve();
  };
  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString("utf8")) as { id?: string; type: string; payload?: { end?: boolean } };
    messages.push(message);
    if (message.id !== undefined && message.type !== "ping" && waiting.delete(message.id)) begun.get(message.id)?.();
    if (message.type === "pong" && message.payload?.end === true) isOver = true;
    judge();
  });
  socket.on("close", (code) => {
    closed = code;
    done.resolve();
  });
  socket.on("error", () => undefined);
  await once(socket, "open");
  const timer = setTimeout(() => done.resolve(), 20_000);
  for (const frame of frames) {
    if (socket.readyState !== socket.OPEN) break;
    const id = /^\{"type":"subscribe","id":"(\d+)"/.exec(frame)?.[1];
    if (id !== undefined && asked.has(id)) begun.set(id, pace.begin());
    socket.send(frame);
    // An operation before the acknowledgement closes the socket: mostly, clients wait for it.
    if (frame.includes("connection_init")) await Promise.race([once(socket, "message"), done.promise]);
    // At most 50 operations at once.
    if (waiting.size > 0 && messages.length % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ type: "ping", payload: { end: true } }));
  await done.promise;
  clearTimeout(timer);
  const unanswered = closed === undefined ? [...waiting] : [];
  socket.terminate();
  return { messages, closed, unanswered };
}
