import { z } from "zod";

/** A missing or invalid setting. The message names the variable and says what to set. */
export class ConfigError extends Error {}

/** Reads a process's settings from the environment, once, at its start. */
export function readConfig<Shape extends z.ZodRawShape>(shape: Shape): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new ConfigError(`The configuration is invalid. ${problems.join("; ")}.`);
}

const port = z.coerce.number({ error: "give a port, 0 to 65535" }).int().min(0).max(65535);
const secret = z
  .string({ error: "give a secret of at least 32 characters" })
  .min(32, "give a secret of at least 32 characters");

/** Settings that several processes share, by variable. */
export const settings = {
  DATABASE_URL: z
    .string({ error: "give the address of the PostgreSQL database, postgres://user:password@host:port/name" })
    .regex(
      /^postgres(ql)?:\/\//,
      "give the address of the PostgreSQL database, postgres://user:password@host:port/name",
    ),
  /** The address to listen on. */
  HOST: z.string().default("127.0.0.1"),
  PORT: port.default(4000),
  SCHEDULING_PORT: port.default(4100),
  /** Signs what the gateway tells the scheduling service about its viewer. */
  SERVICE_SECRET: secret,
  /** The public address of the gateway, such as `https://api.example.com`. Links in e-mails lead there. */
  PUBLIC_URL: z
    .url({
      protocol: /^https?$/,
      error: "give the public address of the gateway, such as https://api.example.com",
    })
    .default("http://127.0.0.1:4000"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  /** The maximum number of database connections. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(500).default(10),
  /** Milliseconds after which a statement is cancelled. */
  STATEMENT_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(10_000),
  /** Milliseconds for which a process that is told to stop still accepts requests. */
  DRAIN_MS: z.coerce.number().int().min(0).max(300_000).default(0),
};
export { secret };
