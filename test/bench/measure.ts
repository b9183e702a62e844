import { setTimeout as sleep } from "node:timers/promises";
import { cpuOf, cpuOfPostgres } from "./cpu.ts";
import type { LoadGenerator } from "./load.ts";
import type { BenchServer } from "./servers/server.ts";

/** What is asked of a server, round after round. */
export interface Cell {
  readonly server: BenchServer;
  readonly token: string;
  readonly bodies: readonly string[];
  /** Bytes of the shortest right answer. */
  readonly least: number;
}

export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
}

/** What is told of a cell, each the median of its rounds. */
export interface Figures {
  readonly requests: number;
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of CPU a request, of the server's process. */
  readonly cpu: number;
  /** Of PostgreSQL. */
  readonly postgresCpu: number;
}

export const metrics = {
  requests: { unit: "1/s", more: true },
  p50: { unit: "ms", more: false },
  p99: { unit: "ms", more: false },
  cpu: { unit: "ms/request", more: false },
  postgresCpu: { unit: "ms/request", more: false },
} as const satisfies Record<keyof Figures, { unit: string; more: boolean }>;

/**
 * Puts load on the cells in turns, so that what else the machine does meets them alike; each round in another order, so that
 * none always comes after the same one. A wrong answer fails the benchmark: a server that refuses is fast.
 */
export async function measure(
  cells: readonly Cell[],
  { rounds, seconds, connections }: Effort,
  { generator, postgres }: { readonly generator: LoadGenerator; readonly postgres: string },
): Promise<Figures[]> {
  const found: Figures[][] = cells.map(() => []);
  const run = async ({ server, token, bodies, least }: Cell, extent: Extent): Promise<Figures> => {
    const before = [cpuOf(server.pid), cpuOfPostgres(postgres)] as const;
    const seen = await generator.run({ url: server.url, token, bodies, connections, ...extent });
    await sleep(SETTLE_MS);
    const after = [cpuOf(server.pid), cpuOfPostgres(postgres)] as const;
    if (seen.failures > 0) throw new Error(`${server.name} failed ${seen.failures} of ${seen.requests} requests.`);
    if (seen.shortest < least)
      throw new Error(`${server.name} gave an answer of ${seen.shortest} bytes, where the right ones have ${least}.`);
    return {
      requests: seen.requests / seen.seconds,
      p50: seen.p50,
      p99: seen.p99,
      cpu: (after[0] - before[0]) / seen.requests,
      postgresCpu: (after[1] - before[1]) / seen.requests,
    };
  };
  const extents: Extent[] = [];
  for (const cell of cells) {
    const { requests } = await run(cell, { requests: connections });
    // Of a server this slow, a round by time would end before its first answers, and leave work behind for the next one.
    const slow = requests * seconds < 4 * connections;
    extents.push(slow ? { requests: connections } : { seconds });
    if (!slow) await run(cell, { seconds });
  }
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < cells.length; turn++) {
      const place = (turn + round) % cells.length;
      const [cell, extent] = [cells[place]!, extents[place]!];
      // While the others had their turns, its pool let connections go.
      if ("seconds" in extent) await run(cell, { requests: 4 * connections });
      found[place]!.push(await run(cell, extent));
    }
  }
  return found.map(medians);
}

/** For a while, or until so many are answered. */
type Extent = { readonly seconds: number } | { readonly requests: number };

/** Requests under way when a round ends are finished before the next begins. */
const SETTLE_MS = 50;

function medians(rounds: readonly Figures[]): Figures {
  const names = Object.keys(metrics) as (keyof Figures)[];
  return Object.fromEntries(
    names.map((name) => [name, median(rounds.map((round) => round[name]))]),
  ) as unknown as Figures;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** How long something takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
