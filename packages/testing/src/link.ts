import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a server that fails as networks do, when a test says so. */
export interface Link {
  /** A server's URL by this way. */
  by(url: string): string;
  /** Connections that are open go dead without a word: nothing gets through any more, and nobody is told. New ones work. */
  deaden(): void;
  /** As `deaden`, and new ones are as dead, until `restore`. */
  stall(): void;
  /** Connections that are open are reset, and new ones as well, until `restore`. */
  cut(): void;
  /** New connections work again. */
  restore(): void;
  close(): Promise<void>;
}

/** Opens a way to the server of a URL, on a port of its own. */
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
  // Ends are handed on by hand: a dead connection answers nothing, not even a goodbye.
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

/** What comes is swallowed, and what happens at one end does not reach the other. */
function silence(socket: Socket): void {
  for (const event of ["data", "end", "close"]) socket.removeAllListeners(event);
  socket.on("data", () => undefined);
}
