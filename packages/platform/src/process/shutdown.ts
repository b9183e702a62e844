import { setTimeout as pause } from "node:timers/promises";
import type { DatabaseProbe } from "../database/probe.js";
import type { Logger } from "../logger.js";
import type { Readiness } from "./readiness.js";

/** How long a graceful stop may take before the process ends anyway. */
const PATIENCE_MS = 15_000;
/** Looks in a row, a second apart, that find no database: then what waits for it waits in vain. */
const LOOKS = 3;

export interface Stop {
  readonly logger: Logger;
  readonly readiness: Readiness;
  /** Milliseconds in which it still takes requests though it is not ready any more: until nobody sends it any. */
  readonly drainMs: number;
  readonly database: DatabaseProbe;
  /** What is done then, in order. One that fails does not keep the next from being taken. */
  readonly steps: readonly (() => Promise<unknown> | void)[];
}

/**
 * On SIGTERM or SIGINT: not ready, drain, the steps (close the port and sockets, stop workers, close the pool), and the process
 * ends. It does not wait for a database that is not there.
 */
export function stopGracefully({ logger, readiness, drainMs, database, steps }: Stop): void {
  const stop = async (signal: string) => {
    if (readiness.isStopping) return;
    readiness.stop();
    logger.info({ signal }, "Stopping.");
    await pause(drainMs);
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    const lost = untilLost(database).then(() =>
      logger.warn("The database is not there: nothing waits for it any more."),
    );
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

/** Resolves once the database has not been reached for some seconds. */
async function untilLost(database: DatabaseProbe): Promise<void> {
  for (let looks = 0; looks < LOOKS;) {
    const [{ isReachable }] = await Promise.all([database.look(), pause(1_000)]);
    looks = isReachable ? 0 : looks + 1;
  }
}
