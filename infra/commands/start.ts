/**
 * `pnpm start`: builds Coachwork and runs all of it on this machine until Ctrl-C. Nothing needs to be installed beforehand.
 * Everything is stopped in reverse order, whatever the reason.
 */
import { once } from "node:events";
import { access, constants, mkdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { startGateway, startScheduling } from "../launcher/applications.ts";
import { build } from "../launcher/build.ts";
import { createDatabase } from "../launcher/database.ts";
import { seedDemo } from "../demo/seed.ts";
import { type Environment, readEnvironment } from "../launcher/environment.ts";
import { placeOf, requireServer } from "../launcher/given-server.ts";
import { holdLock } from "../launcher/lock.ts";
import { requireFreePort } from "../launcher/ports.ts";
import { startPostgres } from "../launcher/postgres.ts";
import { messageOf, Refusal } from "../launcher/refusal.ts";
import { createRoles, type RoleUrls } from "../launcher/roles.ts";
import { openSecrets, type Secrets } from "../launcher/secrets.ts";
import { watchForStop } from "../launcher/stop-request.ts";

const root = join(import.meta.dirname, "..", "..");

/** Stops the launcher. The reason is what went wrong, or undefined if somebody asked for it. */
const stop = new AbortController();

async function runCoachwork(): Promise<void> {
  const environment = readEnvironment(root);
  await using running = new AsyncDisposableStack();
  await claimPlace(environment, running);

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
  const { migrate } = await import("@coachwork/schema/migrate");
  await migrate({ databaseUrl: urls.owner });
  const { openStorage, readConfig, storageSettings } = await import("@coachwork/platform");
  const folder = { FILES_FOLDER: environment.inherited.FILES_FOLDER || filesIn(environment) };
  const files = await openStorage({ ...readConfig(storageSettings), ...folder });
  await seedDemo({ ownerUrl: urls.owner, gatewayUrl: urls.gateway, files });
  stop.signal.throwIfAborted();

  say("Starting scheduling and gateway ...");
  await startApplications(environment, secrets, urls, running);

  welcome(environment);
  await stopped(stop.signal);
  say("Stopping ...");
}

/** Checks before the start that the ports, folders and servers of the environment are available, and reserves them. */
async function claimPlace(environment: Environment, running: AsyncDisposableStack): Promise<void> {
  const { dataDir, databaseUrl, port, schedulingPort } = environment;
  if (databaseUrl) await requireServer(databaseUrl);
  await makeDirectory(dataDir);
  const lock = await holdLock(dataDir);
  running.defer(() => lock.release());
  const patienceMs = lock.afterCrash ? 15_000 : 0;
  await requireFreePort(port, "PORT", patienceMs);
  await requireFreePort(schedulingPort, "SCHEDULING_PORT", patienceMs);
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

async function startApplications(
  environment: Environment,
  secrets: Secrets,
  urls: RoleUrls,
  running: AsyncDisposableStack,
): Promise<void> {
  const { port, schedulingPort, logLevel, inherited, dataDir } = environment;
  const { authSecret, serviceSecret } = secrets;
  const files = filesIn(environment);
  const both = { serviceSecret, logLevel, inherited, files, report: say, signal: stop.signal };
  const scheduling = await startScheduling({
    ...both,
    // People try the demo with calendars on their own machine.
    inherited: { ALLOW_PRIVATE_ADDRESSES: "true", ...inherited },
    databaseUrl: urls.scheduling,
    port: schedulingPort,
    gatewayPort: port,
    outbox: join(dataDir, "outbox"),
  });
  running.defer(() => scheduling.stop());
  const gateway = await startGateway({
    ...both,
    inherited: { TRUSTED_ORIGINS: developmentOrigins(port).join(","), ...inherited },
    databaseUrl: urls.gateway,
    port,
    schedulingPort,
    authSecret,
  });
  running.defer(() => gateway.stop());
}

/** The usual ports of development servers: Next.js, Angular, Vite, and Vue or webpack. And GraphiQL's other host name. */
const developmentPorts = [3000, 4200, 5173, 8080];

/** Origins of web applications under development on this machine. */
function developmentOrigins(port: number): string[] {
  return [port, ...developmentPorts].flatMap((each) => [`http://localhost:${each}`, `http://127.0.0.1:${each}`]);
}

function welcome({ port }: Environment): void {
  say(`
Coachwork is ready: http://127.0.0.1:${port}/graphql

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
