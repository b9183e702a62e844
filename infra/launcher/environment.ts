import { join, resolve } from "node:path";
import { Refusal } from "./refusal.ts";

/** The settings of the launcher, read once from the environment. */
export interface Environment {
  /** `COACHWORK_DATA_DIR`: the folder for the database, secrets and lock. Defaults to `.coachwork` in the repository root. */
  dataDir: string;
  /** `DATABASE_URL`: an administrator's URL for a PostgreSQL server to use instead of the embedded one. */
  databaseUrl: string | undefined;
  /** `PORT`: the gateway's port. Defaults to 4000. */
  port: number;
  /** `SCHEDULING_PORT`: the port on which the scheduling service answers the gateway. Defaults to 4100. */
  schedulingPort: number;
  /** `LOG_LEVEL` for both applications. Defaults to `warn`, which keeps the terminal readable. */
  logLevel: string;
  /** The environment that the applications inherit. Each also gets its own database URL, ports and secrets. */
  inherited: NodeJS.ProcessEnv;
}

/** Reads the environment. A refusal names the variable that is wrong. */
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

/** The ports of so many processes, counted upward. A refusal names the variable that is wrong. */
export function countedPorts(
  { port, schedulingPort }: Pick<Environment, "port" | "schedulingPort">,
  { gateways, schedulers }: { gateways: number; schedulers: number },
): { gatewayPorts: number[]; schedulingPorts: number[] } {
  const counted = (first: number, count: number) => Array.from({ length: count }, (_, place) => first + place);
  const gatewayPorts = counted(port, gateways);
  const schedulingPorts = counted(schedulingPort, schedulers);
  for (const [name, ports] of [["PORT", gatewayPorts] as const, ["SCHEDULING_PORT", schedulingPorts] as const])
    if (ports.at(-1)! > 65535)
      throw new Refusal(
        `${name} is ${ports[0]}: ${ports.length} processes would need ports above 65535. Give a lower one.`,
      );
  const both = gatewayPorts.find((each) => schedulingPorts.includes(each));
  if (both !== undefined)
    throw new Refusal(
      `PORT and SCHEDULING_PORT are ${port} and ${schedulingPort}: ${both} would be needed twice. Put them further apart.`,
    );
  return { gatewayPorts, schedulingPorts };
}

/** The database that `pnpm migrate` brings up to date. */
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

/** Leaves out the administrator's URL, because an application must never see more of the database than its role may. */
function inheritable(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_URL, PORT, SCHEDULING_PORT, ...rest } = env;
  return rest;
}
