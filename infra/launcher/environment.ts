import { join, resolve } from "node:path";
import { Refusal } from "./refusal.ts";

/** Everything the launcher lets its user decide, read once. */
export interface Environment {
  /** `COACHWORK_DATA_DIR`: the database, the secrets and the lock. Default: `.coachwork` in the repository root. */
  dataDir: string;
  /** `DATABASE_URL`: an administrator's URL of a PostgreSQL to use instead of the embedded one. Default: none. */
  databaseUrl: string | undefined;
  /** `PORT`: where the gateway answers. Default: 4000. */
  port: number;
  /** `SCHEDULING_PORT`: where the scheduling service answers the gateway. Default: 4100. */
  schedulingPort: number;
  /** `LOG_LEVEL` of both applications. Default: `warn`, so that the terminal stays readable. */
  logLevel: string;
  /** What the applications inherit; each is given its own database, ports and secrets on top. */
  inherited: NodeJS.ProcessEnv;
}

/** Reads the environment, or refuses with the name of the variable that is wrong. */
export function readEnvironment(root: string, env: NodeJS.ProcessEnv = process.env): Environment {
  const port = readPort(env, "PORT", 4000);
  const schedulingPort = readPort(env, "SCHEDULING_PORT", 4100);
  if (port === schedulingPort) {
    throw new Refusal(`PORT and SCHEDULING_PORT are both ${port}: give each its own port.`);
  }
  return {
    dataDir: env.COACHWORK_DATA_DIR ? resolve(env.COACHWORK_DATA_DIR) : join(root, ".coachwork"),
    databaseUrl: env.DATABASE_URL || undefined,
    port,
    schedulingPort,
    logLevel: env.LOG_LEVEL || "warn",
    inherited: inheritable(env),
  };
}

/** The database that `pnpm migrate` is to bring up to date. */
export function readOwnerUrl(env: NodeJS.ProcessEnv = process.env): string {
  if (env.DATABASE_URL) return env.DATABASE_URL;
  throw new Refusal("DATABASE_URL is not set: give the database's URL for the role that owns its tables.");
}

/** The services' secret, from which the owner's invitation is derived. */
export function readServiceSecret(env: NodeJS.ProcessEnv = process.env): string {
  if ((env.SERVICE_SECRET ?? "").length >= 32) return env.SERVICE_SECRET!;
  throw new Refusal(
    "SERVICE_SECRET is not set to 32 characters or more: give the secret of the services, from which invitations are derived.",
  );
}

function readPort(env: NodeJS.ProcessEnv, name: string, otherwise: number): number {
  const text = env[name];
  if (!text) return otherwise;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Refusal(`${name} is ${JSON.stringify(text)}: it must be a port number from 1 to 65535.`);
  }
  return port;
}

/** Without the administrator's URL: an application must never see more of the database than its own role does. */
function inheritable(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_URL, PORT, SCHEDULING_PORT, ...rest } = env;
  return rest;
}
