import type { Logger } from "../logger.js";

/** How long a graceful stop may take before the process ends anyway. */
const PATIENCE_MS = 15_000;

/**
 * On SIGTERM or SIGINT takes the steps in order (not ready, drain, close sockets, stop workers, close the pool), then ends
 * the process. A step that fails does not keep the next from being taken.
 */
export function stopGracefully(logger: Logger, steps: readonly (() => Promise<unknown> | void)[]): void {
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, "Stopping.");
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    for (const step of steps) {
      await Promise.resolve(step()).catch((error: unknown) => logger.error({ error }, "A step of the stop failed."));
    }
    process.exit(0);
  };
  process.on("SIGTERM", (signal) => void stop(signal));
  process.on("SIGINT", (signal) => void stop(signal));
}

/** Runs a process's main function; a failure to start is one clear line and exit code 1. */
export function run(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
