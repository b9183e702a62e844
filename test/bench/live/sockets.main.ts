/** Sockets that follow something, in a process of their own: it opens them, and says when each was told. */
import { once } from "node:events";
import WebSocket from "ws";

/** What the process is told. */
export type Command =
  | { readonly do: "open"; readonly sockets: readonly Socket[] }
  /** Says when so many more messages have come. */
  | { readonly do: "count"; readonly messages: number }
  | { readonly do: "close" };

/** One socket: a subscription of Coachwork's where there is something to send first, else whatever a bare server sends. */
interface Socket {
  readonly url: string;
  readonly subscription?: { readonly token: string; readonly payload: object };
}

/** What it answers: to a count when each message came, in milliseconds since the epoch, and one of them. */
export interface Told {
  readonly times: readonly number[];
  readonly frame: string;
}

/** Sockets that are opened at the same time. */
const AT_ONCE = 50;

let open: WebSocket[] = [];
let times: number[] = [];
let frame = "";
let changed = Promise.withResolvers<void>();

process.on("message", (command: Command) => {
  run(command).then(
    (told) => process.send!(told),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on("disconnect", () => process.exit());

async function run(command: Command): Promise<Told> {
  if (command.do === "open") {
    const waiting = [...command.sockets];
    const opening = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) open.push(await connect(next));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, opening));
  }
  if (command.do === "count") while (times.length < command.messages) await changed.promise;
  if (command.do === "close") {
    for (const socket of open) socket.terminate();
    open = [];
  }
  const told = { times, frame };
  times = [];
  return told;
}

async function connect({ url, subscription }: Socket): Promise<WebSocket> {
  const socket = new WebSocket(url, subscription ? "graphql-transport-ws" : []);
  await once(socket, "open");
  if (subscription) await subscribe(socket, subscription);
  socket.on("message", (message: Buffer) => {
    times.push(performance.timeOrigin + performance.now());
    frame = message.toString("utf8");
    changed.resolve();
    changed = Promise.withResolvers();
  });
  socket.on("close", (code) => {
    if (open.includes(socket)) console.error(`A socket was closed with ${code}.`);
  });
  return socket;
}

/** Subscribes, and waits until that has begun: where it begins is the first that its client is told. */
async function subscribe(
  socket: WebSocket,
  { token, payload }: { readonly token: string; readonly payload: object },
): Promise<void> {
  socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } }));
  await once(socket, "message");
  socket.send(JSON.stringify({ type: "subscribe", id: "1", payload: { ...payload, extensions: { position: null } } }));
  const [begun] = (await once(socket, "message")) as [Buffer];
  if (!begun.includes('"position"')) throw new Error(`A subscription was refused: ${begun.toString("utf8")}`);
}
