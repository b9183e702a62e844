import { format } from "node:util";
import { createLogger } from "../logger.js";

/**
 * Runs a process's main function. All its output becomes log lines: failed starts, unexpected ends, Node's warnings,
 * and what libraries write to the terminal.
 */
export function run(service: string, main: () => Promise<void>): void {
  const logger = createLogger(service, "info");
  process.removeAllListeners("warning"); // Node's own handler writes plain text
  process.on("warning", ({ name, message, stack }) => logger.warn({ failure: { name, stack } }, message));
  const say = (...said: unknown[]) => logger.warn(format(...said));
  Object.assign(console, { log: say, info: say, warn: say, error: say, trace: say });
  process.on("uncaughtException", (error) => {
    logger.fatal({ err: error }, "Ended by an unexpected error.");
    process.exit(1);
  });
  main().catch((error: unknown) => {
    logger.fatal(error instanceof Error ? error.message : String(error));
    process.exit(1);
  });
}
