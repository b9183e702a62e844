import { pino, type Logger } from "pino";
import { currentRequestId } from "./process/request-id.js";
import { isRepeated } from "./log-repeats.js";

export type { Logger };

/**
 * Structured logs on stdout, one JSON object per line. Secrets never reach a log line. A repeated fault is one line per
 * second, with its count and its references.
 */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const requestId = currentRequestId();
      return requestId === undefined ? {} : { requestId };
    },
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
