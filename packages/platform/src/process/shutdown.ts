import { setTimeout as pause } from "node:timers/promises";
import type { DatabaseProbe } from "../database/probe.js";
import type { Logger } from "../logger.js";
import type { Readiness } from "./readiness.js";

/** How long a graceful stop may take before the process ends anyway. */
const PATIENCE_MS = 15_000;
/** How many checks in a row, a second apart, must find no database before the stop no longer waits for it. */
const LOOKS = 3;

export interface Stop {
  readonly logger: Logger;
  readonly readiness: Readiness;
  /** Milliseconds for which it still accepts requests after it is no longer ready, until nobody sends it any. */
  readonly drainMs: number;
  readonly database: DatabaseProbe;
  /** The steps of the stop, in order. A failed step does not prevent the next. */
  readonly steps: readonly (() => Promise<unknown> | void)[];
}

/**
 * On SIGTERM or SIGINT: no longer ready, drain, run the steps (close the port and sockets, stop workers, close the
 * pool), and end the process. It does not wait for a database that is gone.
 */
export function stopGracefully({ logger, readiness, drainMs, database, steps }: Stop): void {
  const stop = async (signal: string) => {
    if (readiness.isStopping) return;
    readiness.stop();
    logger.info({ signal }, "Stopping.");
    await pause(drainMs);
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    const lost = untilLost(database).then(() => logger.warn("The database is gone. The stop no longer waits for it."));
    await Promise.race([takeSteps(), lost]);
    process.exit(0);
  };
  const takeSteps = async () => {
    for (const step of steps) {
      await Promise.resolve(step()).catch((error: unknown) =>
        logger.error({ err: error }, "A step of the stop failed."),
      );
    }
  };
  process.on("SIGTERM", (signal) => void stop(signal));
  process.on("SIGINT", (signal) => void stop(signal));
}

/** Resolves when the database has been unreachable for some seconds. */
async function untilLost(database: DatabaseProbe): Promise<void> {
  for (let looks = 0; looks < LOOKS;) {
    const [{ isReachable }] = await Promise.all([database.look(), pause(1_000)]);
    looks = isReachable ? 0 : looks + 1;
  }
}
