import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { RunningPostgres } from "@coachwork/infra/postgres";
import { benchDirectory, type BenchDatabase, openDatabase, startBenchPostgres } from "./database.ts";
import { type SizeName, sizes } from "./generate/sizes.ts";
import { LoadGenerator } from "./load.ts";
import type { Report } from "./report.ts";
import type { BenchServer } from "./servers/server.ts";
import { takeTurn } from "./turn.ts";

/** What a benchmark runs on; `close` ends all of it. */
export class Stage {
  readonly generator = new LoadGenerator();
  readonly #postgres: RunningPostgres;
  readonly #servers: BenchServer[] = [];
  readonly #report: Report;

  private constructor(postgres: RunningPostgres, report: Report) {
    this.#postgres = postgres;
    this.#report = report;
  }

  static async run(report: Report, act: (stage: Stage) => Promise<void>): Promise<void> {
    await mkdir(benchDirectory(), { recursive: true });
    const giveBack = await takeTurn(benchDirectory());
    try {
      await Stage.#run(report, act);
    } finally {
      await giveBack();
    }
  }

  static async #run(report: Report, act: (stage: Stage) => Promise<void>): Promise<void> {
    const stage = new Stage(await startBenchPostgres(), report);
    // Ctrl-C ends what was started, too.
    const interrupted = () => void stage.close().finally(() => process.exit(130));
    process.once("SIGINT", interrupted);
    try {
      await act(stage);
    } finally {
      process.off("SIGINT", interrupted);
      await stage.close();
    }
  }

  /** Where PostgreSQL's data are: its processes' times are found by it. */
  get postgres(): string {
    return join(benchDirectory(), "postgres");
  }

  database(size: SizeName): Promise<BenchDatabase> {
    return openDatabase(this.#postgres, sizes[size], (line) => this.#report.say(line));
  }

  async start(...starting: Promise<BenchServer>[]): Promise<BenchServer[]> {
    const settled = await Promise.allSettled(starting);
    for (const one of settled) if (one.status === "fulfilled") this.#servers.push(one.value);
    for (const one of settled) if (one.status === "rejected") throw one.reason;
    return Promise.all(starting);
  }

  async close(): Promise<void> {
    this.generator.stop();
    await Promise.all(this.#servers.map((server) => server.stop()));
    await this.#postgres.stop();
  }
}
