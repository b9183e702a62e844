import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "./refusal.ts";

const loopback = "127.0.0.1";

/** A port of the loopback interface that is free at the moment. */
export async function freePort(): Promise<number> {
  return listenOnce(0);
}

/**
 * Refuses if a port that the launcher needs is taken.
 * @param variable the environment variable for this port, named in the refusal
 * @param patienceMs how long to wait for the port. After a crash, the applications of the last start need a moment to stop.
 */
export async function requireFreePort(port: number, variable: string, patienceMs = 0): Promise<void> {
  const patience = AbortSignal.timeout(patienceMs);
  for (;;) {
    try {
      await listenOnce(port);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EACCES") {
        throw new Refusal(`${variable} ${port} may not be opened by this user: set ${variable} to a port above 1023.`);
      }
      if (code !== "EADDRINUSE") throw error;
      if (patienceMs === 0 || patience.aborted) {
        throw new Refusal(
          `${variable} ${port} is taken by another program: stop that program, or set ${variable} to a free port.`,
        );
      }
      await sleep(100);
    }
  }
}

async function listenOnce(port: number): Promise<number> {
  const server = createServer().listen(port, loopback);
  await once(server, "listening");
  const { port: chosen } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return chosen;
}
