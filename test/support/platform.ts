import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGateway, startScheduling } from "@coachwork/infra/applications";
import type { RunningService } from "@coachwork/infra/children";
import { logsOf, until } from "@coachwork/testing";
import type { SharedDatabase } from "./database.ts";

/** The addresses of the two services, and their outbox. */
export interface PlatformPlace {
  /** The gateway's address, `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly schedulingUrl: string;
  /** The folder for e-mails. It is removed when the platform stops. */
  readonly outbox: string;
  /** The folder of files. It is removed too. */
  readonly files: string;
}

/** The two services as processes, as in production. */
export interface TestPlatform extends PlatformPlace {
  /** The processes' output so far. */
  lines(): readonly string[];
  /** The errors in the processes' logs so far, and output that is not a log line, such as the stack of a crash. */
  failures(): readonly string[];
  /** Waits for a log line that contains all of these texts. */
  logged(...texts: readonly string[]): Promise<string>;
  readonly scheduling: RunningService;
  readonly gateway: RunningService;
  /** Starts another gateway on the same database and returns its address. It stops with the platform. */
  anotherGateway(): Promise<string>;
  stop(): Promise<void>;
}

/** The public address in the gateway's links. */
export const PUBLIC_URL = "http://coachwork.example";

export const serviceSecret = "a secret between services, for tests only";
export const authSecret = "a secret that signs sign-ins, for tests only";
export const secretsKey = "a key that encrypts secrets, for tests only";

const settings = {
  serviceSecret,
  authSecret,
  secretsKey,
  logLevel: "warn",
  // Each service picks a port and reports it.
  port: 0,
  // How long a start takes depends on how busy the machine is.
  readyWithinMs: 110_000,
};

/** The environment of every process besides its settings. */
const environment = {
  PUBLIC_URL,
  // E-mails are sent at once, unless a test sets a delay.
  MAIL_GATHER_SECONDS: "0",
  // Compiled code is cached for the next process.
  NODE_COMPILE_CACHE: join(tmpdir(), "coachwork-compiled"),
};

/** Starts the scheduling service and the gateway. A service that dies is restarted, as by the launcher. */
export async function startPlatform(
  { gatewayUrl, schedulingUrl }: Pick<SharedDatabase, "gatewayUrl" | "schedulingUrl">,
  inherited: Record<string, string> = {},
): Promise<TestPlatform> {
  const outbox = await mkdtemp(join(tmpdir(), "coachwork-outbox-"));
  const files = await mkdtemp(join(tmpdir(), "coachwork-files-"));
  const logs: string[] = [];
  const shared = {
    ...settings,
    files,
    inherited: { ...environment, ...inherited },
    log: (line: string) => void logs.push(line),
  };
  const scheduling = await startScheduling({ ...shared, databaseUrl: schedulingUrl, gatewayPort: 0, outbox });
  const { port: schedulingPort } = scheduling;
  const start = () => startGateway({ ...shared, databaseUrl: gatewayUrl, schedulingPorts: [schedulingPort] });
  const gateway = await start().catch(async (error: unknown) => {
    await scheduling.stop();
    throw error;
  });
  const gateways = [gateway];
  logsOf.set(`http://127.0.0.1:${gateway.port}`, () => logs);
  return {
    url: `http://127.0.0.1:${gateway.port}`,
    schedulingUrl: `http://127.0.0.1:${schedulingPort}`,
    outbox,
    files,
    lines: () => logs,
    failures: () => logs.filter((line) => line !== "" && levelOf(line) >= 50),
    logged: (...texts) =>
      until(`a line of the log with ${texts.join(", ")}`, () =>
        logs.find((one) => texts.every((text) => one.includes(text))),
      ),
    scheduling,
    gateway,
    async anotherGateway() {
      const another = await start();
      gateways.push(another);
      return `http://127.0.0.1:${another.port}`;
    },
    async stop() {
      await Promise.all(gateways.map((one) => one.stop()));
      await scheduling.stop();
      for (const folder of [outbox, files]) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The level of a line. 50 is an error. A line that is not a log line counts as fatal. */
function levelOf(line: string): number {
  try {
    return (JSON.parse(line) as { level: number }).level;
  } catch {
    return 60;
  }
}
