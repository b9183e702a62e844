import { join } from "node:path";
import { type RunningService, type ServiceOptions, startService } from "./children.ts";

const apps = join(import.meta.dirname, "..", "..", "apps");

/** Options that both applications share; see `ServiceOptions`. */
export interface ApplicationOptions extends Partial<Omit<ServiceOptions, "readyUrl" | "portVariable" | "environment">> {
  /** The database URL for the application's role. */
  databaseUrl: string;
  /** Its port on 127.0.0.1. With 0, it picks one and reports it. */
  port: number;
  /** The key that signs the gateway's calls to the scheduling service. */
  serviceSecret: string;
  logLevel: string;
  /** The folder of files, unless the environment names another. */
  files?: string;
  /** The environment that it inherits besides its settings. Empty by default. */
  inherited?: NodeJS.ProcessEnv;
}

export interface GatewayOptions extends ApplicationOptions {
  /** The ports of the scheduling services. */
  schedulingPorts: readonly number[];
  /** The key that signs people's sessions. */
  authSecret: string;
  /** The key that encrypts stored secrets. */
  secretsKey: string;
}

export interface SchedulingOptions extends ApplicationOptions {
  /** The gateway's port. Links in letters lead there unless the environment names another address. */
  gatewayPort: number;
  /** The folder for outgoing e-mails, unless the environment names a mail server or another folder. */
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
    SCHEDULING_URL: options.schedulingPorts.map((port) => `http://127.0.0.1:${port}`).join(","),
    AUTH_SECRET: options.authSecret,
    SECRETS_KEY: options.secretsKey,
    ...publicUrl(options, options.port),
    GRAPHIQL: "true",
  });
}

/** The public address of the gateway. Undefined if the gateway picks its port and no address was given. */
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
  const { databaseUrl, port, serviceSecret, logLevel, files, inherited, entry, ...rest } = options;
  return startService({
    name,
    ...rest,
    entry: entry ?? join(apps, name, "dist", "main.js"),
    readyUrl: `http://127.0.0.1:${port}/readyz`,
    portVariable,
    environment: {
      // Elsewhere, graphql checks each type that it meets.
      NODE_ENV: "production",
      ...inherited,
      DATABASE_URL: databaseUrl,
      SERVICE_SECRET: serviceSecret,
      HOST: "127.0.0.1",
      LOG_LEVEL: logLevel,
      FILES_FOLDER: inherited?.FILES_FOLDER || files,
      [portVariable]: String(port),
      ...settings,
    },
  });
}
