import { pino, type Logger } from "pino";
import { isRepeated } from "./log-repeats.js";

export type { Logger };

/**
 * Structured logs on stdout, one JSON object a line. Secrets never reach a log line. A fault that repeats is a line a second,
 * with how often it came and the references that were given for it.
 */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ["*.password", "*.secret", "*.token", "*.authorization", "headers.authorization"],
    hooks: {
      logMethod(given, write, levelNumber) {
        const [object, message] = given as [unknown, string?];
        const writeAgain = (more: object) => write.apply(this, [{ ...(object as object), ...more }, message] as never);
        if (!isRepeated(levelNumber, object, message, writeAgain)) write.apply(this, given);
      },
    },
  });
}
