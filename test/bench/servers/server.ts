import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningService, startService } from "@coachwork/infra/children";
import { freePort } from "@coachwork/infra/ports";
import type { Page, Request } from "../pages/page.ts";
import type { BenchViewer } from "../world.ts";

/** A server under measurement, in a process of its own. */
export interface BenchServer {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  /** The body by which it is asked for a page. */
  body(page: Page, request: Request): string;
  stop(): Promise<void>;
}

interface PeerOptions {
  readonly name: string;
  readonly entry: string;
  readonly databaseUrl: string;
  readonly viewers: readonly BenchViewer[];
  body(page: Page, request: Request): string;
}

/** What every process is started with: as in production, and nothing of ours that would favour one. */
export function environment(): NodeJS.ProcessEnv {
  const { DATABASE_URL, PORT, NODE_OPTIONS, ...rest } = process.env;
  return {
    DATABASE_POOL_SIZE: "10",
    ...rest,
    NODE_ENV: "production",
    GRAPHILE_ENV: "production",
    NODE_NO_WARNINGS: "1",
  };
}

/** Starts a peer's process, with the flags that the gateway's has. */
export async function startPeer({ name, entry, databaseUrl, viewers, body }: PeerOptions): Promise<BenchServer> {
  const port = await freePort();
  const log = new Log(name);
  const holders = Object.fromEntries(viewers.map(({ token, ...viewer }) => [token, viewer]));
  const service = await startService({
    name,
    entry: join(import.meta.dirname, entry),
    readyUrl: `http://127.0.0.1:${port}/readyz`,
    restart: false,
    log: log.note,
    environment: {
      ...environment(),
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      BENCH_VIEWERS: JSON.stringify(holders),
    },
  });
  const stop = () => service.stop().finally(() => log.show());
  return { name, url: `http://127.0.0.1:${port}/graphql`, pid: pidOf(service), body, stop };
}

/** What a server wrote, shown in brief when it has stopped: under overload it says the same of every request. */
export class Log {
  readonly #lines: string[] = [];
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  readonly note = (line: string): void => void this.#lines.push(line);

  show(): void {
    for (const line of this.#lines.slice(0, 3)) console.error(`${this.#name}: ${line.slice(0, 500)}`);
    if (this.#lines.length > 3) console.error(`${this.#name}: ... and ${this.#lines.length - 3} lines more.`);
  }
}

export function pidOf(service: RunningService): number {
  const pid = service.pid();
  if (pid === undefined) throw new Error("A service ended as soon as it was ready.");
  return pid;
}

/** Resident memory of a server's process in bytes. Linux alone tells. */
export function residentMemory({ pid }: Pick<BenchServer, "pid">): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}
