import { pino, type Logger } from "pino";

export type { Logger };

/** Structured logs on stdout, one JSON object a line. Secrets never reach a log line. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ["*.password", "*.secret", "*.token", "*.authorization", "headers.authorization"],
  });
}
