import { join } from "node:path";
import { type RunningService, type ServiceOptions, startService } from "./children.ts";

const apps = join(import.meta.dirname, "..", "..", "apps");

/** What may be said of either application beside its own settings; see `ServiceOptions`. */
export interface ApplicationOptions extends Partial<
  Omit<ServiceOptions, "name" | "readyUrl" | "portVariable" | "environment">
> {
  /** The database's URL for the application's own role. */
  databaseUrl: string;
  /** Where it answers on 127.0.0.1; 0: at a port that it picks and tells. */
  port: number;
  /** Signs what the gateway asks of the scheduling service. */
  serviceSecret: string;
  logLevel: string;
  /** The environment it gets beside its settings. Default: none. */
  inherited?: NodeJS.ProcessEnv;
}

export interface GatewayOptions extends ApplicationOptions {
  schedulingPort: number;
  /** Signs people's sign-ins. */
  authSecret: string;
}

export interface SchedulingOptions extends ApplicationOptions {
  /** Where the gateway answers, to which letters lead unless the environment says otherwise. */
  gatewayPort: number;
  /** The folder in which e-mails are kept, unless the environment says otherwise. */
  outbox: string;
}

/** Starts the scheduling service and waits until it is ready. */
export function startScheduling({ outbox, gatewayPort, ...options }: SchedulingOptions): Promise<RunningService> {
  return startApplication("scheduling", "SCHEDULING_PORT", options, {
    MAIL_OUTBOX: options.inherited?.MAIL_OUTBOX || outbox,
    ...publicUrl(options, gatewayPort),
  });
}

/** Starts the gateway, with GraphiQL, and waits until it is ready. */
export function startGateway(options: GatewayOptions): Promise<RunningService> {
  return startApplication("gateway", "PORT", options, {
    SCHEDULING_URL: `http://127.0.0.1:${options.schedulingPort}`,
    AUTH_SECRET: options.authSecret,
    ...publicUrl(options, options.port),
    GRAPHIQL: "true",
  });
}

/** Where people reach the gateway; none when it is to pick a port and nobody says otherwise. */
function publicUrl({ inherited }: ApplicationOptions, gatewayPort: number): NodeJS.ProcessEnv {
  const own = gatewayPort === 0 ? undefined : `http://127.0.0.1:${gatewayPort}`;
  return { PUBLIC_URL: inherited?.PUBLIC_URL || own };
}

function startApplication(
  name: string,
  portVariable: string,
  options: ApplicationOptions,
  settings: NodeJS.ProcessEnv,
): Promise<RunningService> {
  const { databaseUrl, port, serviceSecret, logLevel, inherited, entry, ...rest } = options;
  return startService({
    ...rest,
    name,
    entry: entry ?? join(apps, name, "dist", "main.js"),
    readyUrl: `http://127.0.0.1:${port}/readyz`,
    portVariable,
    environment: {
      ...inherited,
      DATABASE_URL: databaseUrl,
      SERVICE_SECRET: serviceSecret,
      HOST: "127.0.0.1",
      LOG_LEVEL: logLevel,
      [portVariable]: String(port),
      ...settings,
    },
  });
}
