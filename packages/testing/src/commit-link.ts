import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * A link to PostgreSQL at which a test stands between a commit and the news of it: the database has made the change for
 * good, and the process that asked for it does not know yet.
 */
export interface CommitLink {
  /** The server's URL through this link. */
  by(url: string): string;
  /**
   * Loses the answer to the next commit of a mutation with an idempotency key: the connection breaks instead. Before that,
   * `meanwhile` is done. Resolves when the answer is lost.
   */
  loseNextCommit(meanwhile?: () => void): Promise<void>;
  close(): Promise<void>;
}

/** What a mutation with an idempotency key sends, at the end of its transaction. */
const KEEPS_OUTCOME = /update idempotency_key set outcome/;

/** Opens a link to the server of a URL, on its own port. */
export async function openCommitLink(url: string): Promise<CommitLink> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let lose: (() => void) | undefined;

  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port) });
    const end = () => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", end);
      socket.once("close", () => {
        open.delete(socket);
        end();
      });
    }
    let keepsOutcome = false;
    const statements = new Map<string, string>();
    const asked = messages({ hasStartup: true }, (type, body) => {
      const [first = "", second = ""] = body.toString("latin1").split("\0", 2);
      if (type === "Q" && /^begin/.test(first)) keepsOutcome = false;
      if (type === "P") statements.set(first, second);
      // Bound again, a statement is named alone.
      const text = type === "Q" ? first : type === "P" ? second : type === "B" ? (statements.get(second) ?? "") : "";
      if (KEEPS_OUTCOME.test(text)) keepsOutcome = true;
    });
    let isCommitted = false;
    const answered = messages({ hasStartup: false }, (type, body) => {
      if (type === "C" && keepsOutcome && body.toString("latin1").startsWith("COMMIT")) isCommitted = true;
    });
    near.on("data", (bytes: Buffer) => {
      asked(bytes);
      far.write(bytes);
    });
    far.on("data", (bytes: Buffer) => {
      answered(bytes);
      if (isCommitted && lose) {
        lose();
        return end();
      }
      isCommitted = false;
      near.write(bytes);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    by(original) {
      const other = new URL(original);
      other.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      return other.href;
    },
    loseNextCommit: (meanwhile) =>
      new Promise((resolve) => {
        lose = () => {
          lose = undefined;
          meanwhile?.();
          resolve();
        };
      }),
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, "close");
    },
  };
}

/** Tells of each message of PostgreSQL's protocol, version 3, however its bytes are cut into pieces. */
function messages(
  { hasStartup }: { readonly hasStartup: boolean },
  tell: (type: string, body: Buffer) => void,
): (bytes: Buffer) => void {
  let left = Buffer.alloc(0);
  // A connection's first message has no type.
  let typeLength = hasStartup ? 0 : 1;
  return (bytes) => {
    left = Buffer.concat([left, bytes]);
    while (left.length >= typeLength + 4) {
      const length = typeLength + left.readInt32BE(typeLength);
      if (left.length < length) return;
      if (typeLength === 1) tell(String.fromCharCode(left[0]!), left.subarray(5, length));
      left = left.subarray(length);
      typeLength = 1;
    }
  };
}
