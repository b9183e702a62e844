import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A network link to a server. A test can make it fail as networks do. */
export interface Link {
  /** The server's URL through this link. */
  by(url: string): string;
  /** Open connections go silently dead: nothing gets through any more, and neither end is told. New ones work. */
  deaden(): void;
  /** Like `deaden`, but also for new connections, until `restore`. */
  stall(): void;
  /** Resets open and new connections, until `restore`. */
  cut(): void;
  /** New connections work again. */
  restore(): void;
  close(): Promise<void>;
}

/** Opens a link to the server of a URL, on its own port. */
export async function openLink(url: string): Promise<Link> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let state: "working" | "stalled" | "cut" = "working";

  const keep = (socket: Socket) => {
    open.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.once("close", () => open.delete(socket));
    return socket;
  };
  // Ends are passed on explicitly, because a dead connection must answer nothing, not even its end.
  const server = createServer({ allowHalfOpen: true }, (near) => {
    keep(near);
    if (state === "cut") near.resetAndDestroy();
    if (state === "stalled") silence(near);
    if (state !== "working") return;
    const far = keep(connect({ host: hostname, port: Number(port), allowHalfOpen: true }));
    for (const [one, other] of [[near, far] as const, [far, near] as const]) {
      one.on("data", (bytes) => other.write(bytes));
      one.once("end", () => other.end());
      one.once("close", () => other.destroy());
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const deaden = () => open.forEach(silence);
  return {
    by(original) {
      const other = new URL(original);
      other.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      return other.href;
    },
    deaden,
    stall() {
      state = "stalled";
      deaden();
    },
    cut() {
      state = "cut";
      for (const socket of open) socket.resetAndDestroy();
    },
    restore() {
      state = "working";
    },
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, "close");
    },
  };
}

/** Swallows all data, and hides each end from the other. */
function silence(socket: Socket): void {
  for (const event of ["data", "end", "close"]) socket.removeAllListeners(event);
  socket.on("data", () => undefined);
}
