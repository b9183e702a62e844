/**
 * `pnpm start`: builds Coachwork and runs all of it on this machine until Ctrl-C. Nothing needs to be installed beforehand.
 * Everything is stopped in reverse order, whatever the reason.
 */
import { once } from "node:events";
import { access, constants, mkdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { startGateway, startScheduling } from "../launcher/applications.ts";
import { build } from "../launcher/build.ts";
import { type RunningService } from "../launcher/children.ts";
import { createDatabase } from "../launcher/database.ts";
import { countedPorts, type Environment, readEnvironment } from "../launcher/environment.ts";
import { placeOf, requireServer } from "../launcher/given-server.ts";
import { holdLock } from "../launcher/lock.ts";
import { requireFreePort } from "../launcher/ports.ts";
import { startPostgres } from "../launcher/postgres.ts";
import { messageOf, Refusal } from "../launcher/refusal.ts";
import { createRoles, type RoleUrls } from "../launcher/roles.ts";
import { openSecrets, type Secrets } from "../launcher/secrets.ts";
import { readStartOptions, startUsage } from "../launcher/start-options.ts";
import { watchForStop } from "../launcher/stop-request.ts";

const root = join(import.meta.dirname, "..", "..");

/** Stops the launcher. The reason is what went wrong, or undefined if somebody asked for it. */
const stop = new AbortController();

/** The ports of all processes. */
type Ports = ReturnType<typeof countedPorts>;

async function runCoachwork(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2));
  if (!options) {
    say(startUsage.trim());
    return stop.abort();
  }
  const environment = readEnvironment(root);
  const ports = countedPorts(environment, options);
  await using running = new AsyncDisposableStack();
  await claimPlace(environment, ports, running);

  say("Building what has changed ...");
  await build(root, environment.inherited, stop.signal);

  const secrets = await openSecrets(environment.dataDir);
  const adminUrl = await openDatabase(environment, secrets, running);
  stop.signal.throwIfAborted();

  say("Preparing the database ...");
  const urls = await createRoles({
    adminUrl,
    passwords: {
      owner: secrets.ownerPassword,
      gateway: secrets.gatewayPassword,
      scheduling: secrets.schedulingPassword,
    },
  });
  // Imported only now: in a fresh clone, what these need was just built.
  const { migrate } = await import("@coachwork/schema/migrate");
  await migrate({ databaseUrl: urls.owner });
  const { openStorage, readConfig, storageSettings } = await import("@coachwork/platform");
  const folder = { FILES_FOLDER: environment.inherited.FILES_FOLDER || filesIn(environment) };
  const files = await openStorage({ ...readConfig(storageSettings), ...folder });
  const { seedDemo } = await import("../demo/seed.ts");
  await seedDemo({ ownerUrl: urls.owner, gatewayUrl: urls.gateway, files, secretsKey: secrets.secretsKey });
  stop.signal.throwIfAborted();

  say("Starting scheduling and gateway ...");
  await startApplications(environment, ports, secrets, urls, running);

  welcome(ports);
  await stopped(stop.signal);
  say("Stopping ...");
}

/** Checks before the start that the ports, folders and servers of the environment are available, and reserves them. */
async function claimPlace(
  environment: Environment,
  { gatewayPorts, schedulingPorts }: Ports,
  running: AsyncDisposableStack,
): Promise<void> {
  const { dataDir, databaseUrl } = environment;
  if (databaseUrl) await requireServer(databaseUrl);
  await makeDirectory(dataDir);
  const lock = await holdLock(dataDir);
  running.defer(() => lock.release());
  const patienceMs = lock.afterCrash ? 15_000 : 0;
  for (const port of gatewayPorts) await requireFreePort(port, "PORT", patienceMs);
  for (const port of schedulingPorts) await requireFreePort(port, "SCHEDULING_PORT", patienceMs);
}

async function makeDirectory(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Refusal(
      `The data directory ${dataDir} cannot be used (${messageOf(error)}): start as the user it belongs to, or set COACHWORK_DATA_DIR to another.`,
    );
  }
}

/** The administrator's URL for Coachwork's database, on the user's server or an embedded one. */
async function openDatabase(
  environment: Environment,
  secrets: Secrets,
  running: AsyncDisposableStack,
): Promise<string> {
  if (environment.databaseUrl) {
    say(`Using the PostgreSQL at ${placeOf(environment.databaseUrl)} ...`);
    return environment.databaseUrl;
  }
  const directory = join(environment.dataDir, "postgres");
  say(`Starting PostgreSQL on ${directory.startsWith(root) ? relative(root, directory) : directory} ...`);
  const postgres = await startPostgres({ directory, password: secrets.postgresPassword, signal: stop.signal });
  running.defer(() => postgres.stop());
  void postgres.ended.then(() => {
    if (running.disposed) return;
    stop.abort(new Refusal(`PostgreSQL ended by itself: see ${postgres.logFile} and start again.`));
  });
  await createDatabase(postgres.adminUrl(), "coachwork");
  return postgres.adminUrl("coachwork");
}

function filesIn({ dataDir }: Environment): string {
  return join(dataDir, "files");
}

/** Starts the scheduling services, then the gateways, which stop first. */
async function startApplications(
  environment: Environment,
  { gatewayPorts, schedulingPorts }: Ports,
  secrets: Secrets,
  urls: RoleUrls,
  running: AsyncDisposableStack,
): Promise<void> {
  const { logLevel, dataDir } = environment;
  const { authSecret, serviceSecret, secretsKey } = secrets;
  const files = filesIn(environment);
  const [publicPort = 0] = gatewayPorts;
  // Links lead to the first gateway, whichever makes them.
  const inherited = {
    // People try the demo with calendars and webhooks on their own machine.
    ALLOW_PRIVATE_ADDRESSES: "true",
    ...environment.inherited,
    PUBLIC_URL: environment.inherited.PUBLIC_URL || `http://127.0.0.1:${publicPort}`,
  };
  const both = { serviceSecret, logLevel, files, report: say, signal: stop.signal };
  await startAll(running, schedulingPorts, (port, place) =>
    startScheduling({
      ...both,
      name: nameOf("scheduling", place, schedulingPorts),
      inherited,
      databaseUrl: urls.scheduling,
      port,
      gatewayPort: publicPort,
      outbox: join(dataDir, "outbox"),
    }),
  );
  await startAll(running, gatewayPorts, (port, place) =>
    startGateway({
      ...both,
      name: nameOf("gateway", place, gatewayPorts),
      inherited: { TRUSTED_ORIGINS: developmentOrigins(gatewayPorts).join(","), ...inherited },
      databaseUrl: urls.gateway,
      port,
      schedulingPorts,
      authSecret,
      secretsKey,
    }),
  );
}

/** Starts a process at each port, all at once. They stop together, also if one of them does not start. */
async function startAll(
  running: AsyncDisposableStack,
  ports: readonly number[],
  start: (port: number, place: number) => Promise<RunningService>,
): Promise<void> {
  const starting = ports.map(start);
  running.defer(async () => {
    const started = await Promise.allSettled(starting);
    await Promise.all(started.map(async (each) => each.status === "fulfilled" && each.value.stop()));
  });
  await Promise.all(starting);
}

/** The name of a process in messages, with its number if there are several. */
function nameOf(service: string, place: number, { length }: readonly number[]): string {
  return length === 1 ? service : `${service} ${place + 1}`;
}

/** The usual ports of development servers: Next.js, Angular, Vite, and Vue or webpack. And GraphiQL's other host name. */
const developmentPorts = [3000, 4200, 5173, 8080];

/** Origins of web applications under development on this machine. */
function developmentOrigins(ports: readonly number[]): string[] {
  return [...ports, ...developmentPorts].flatMap((each) => [`http://localhost:${each}`, `http://127.0.0.1:${each}`]);
}

function welcome({ gatewayPorts: [port, ...others], schedulingPorts }: Ports): void {
  const also = others.map((each) => `http://127.0.0.1:${each}/graphql`).join(", ");
  const more = also && `\n  The other gateways are at ${also}.`;
  const scheduling =
    schedulingPorts.length > 1 ? `\n  The scheduling services have the ports ${schedulingPorts.join(", ")}.` : "";
  say(`
Coachwork is ready: http://127.0.0.1:${port}/graphql
${more}${scheduling}

  Open it in a browser to explore the API and try queries.
  npx pnpm@12 demo:token COACH   prints a token of the demo firm's coach (or OWNER, CLIENT, ...) to ask with
  docs/tour.md                   is a five-minute tour
  Ctrl-C                         stops everything; the data are kept for the next start
`);
}

async function stopped(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A refusal is shown as one line. Anything else is a bug, and shown with its stack. */
function complain(error: unknown): void {
  process.stderr.write(
    `${error instanceof Refusal ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
}

// Writing to a closed terminal fails, and that must not keep anything running.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
process.on("uncaughtException", (error) => stop.abort(error));
watchForStop(stop);

const failure: unknown = await runCoachwork().then(
  () => undefined,
  (error: unknown) => error,
);
const reason: unknown = stop.signal.aborted ? stop.signal.reason : failure;
const wasAsked = reason instanceof DOMException && reason.name === "AbortError";
if (!wasAsked) complain(reason);
process.exit(wasAsked ? 0 : 1);
