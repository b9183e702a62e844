import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGateway, startScheduling } from "@coachwork/infra/applications";
import type { RunningService } from "@coachwork/infra/children";
import { logsOf, until } from "@coachwork/testing";
import type { SharedDatabase } from "./database.ts";

/** Where the two services answer, and what they send. */
export interface PlatformPlace {
  /** Where the gateway answers, `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly schedulingUrl: string;
  /** The folder in which e-mails are kept until the platform stops. */
  readonly outbox: string;
}

/** The two services as processes of their own, as in production. */
export interface TestPlatform extends PlatformPlace {
  /** What the processes wrote so far. */
  lines(): readonly string[];
  /** What the processes logged as errors so far, and what they wrote that is no line of a log, such as a crash's stack. */
  failures(): readonly string[];
  /** Waits for a line in the processes' logs that has all of these texts. */
  logged(...texts: readonly string[]): Promise<string>;
  readonly scheduling: RunningService;
  readonly gateway: RunningService;
  /** Starts one more gateway on the same database; it stops with the platform. Gives its address. */
  anotherGateway(): Promise<string>;
  stop(): Promise<void>;
}

/** Where people reach the gateway, by the links that it gives. */
export const PUBLIC_URL = "http://coachwork.example";

export const serviceSecret = "a secret between services, for tests only";
export const authSecret = "a secret that signs sign-ins, for tests only";

const settings = {
  serviceSecret,
  authSecret,
  logLevel: "warn",
  // Each service picks a port and tells it.
  port: 0,
  // How long a start takes says how busy the machine is.
  readyWithinMs: 110_000,
};

/** What every process is given beside its settings. */
const environment = {
  PUBLIC_URL,
  // Tests wait for e-mails: they come at once unless a test says otherwise.
  MAIL_GATHER_SECONDS: "0",
  // What was compiled for one process is there for the next.
  NODE_COMPILE_CACHE: join(tmpdir(), "coachwork-compiled"),
};

/** Starts the scheduling service and the gateway. A service that dies is started again, as the launcher does. */
export async function startPlatform(
  { gatewayUrl, schedulingUrl }: Pick<SharedDatabase, "gatewayUrl" | "schedulingUrl">,
  inherited: Record<string, string> = {},
): Promise<TestPlatform> {
  const outbox = await mkdtemp(join(tmpdir(), "coachwork-outbox-"));
  const logs: string[] = [];
  const shared = {
    ...settings,
    inherited: { ...environment, ...inherited },
    log: (line: string) => void logs.push(line),
  };
  const scheduling = await startScheduling({ ...shared, databaseUrl: schedulingUrl, gatewayPort: 0, outbox });
  const { port: schedulingPort } = scheduling;
  const start = () => startGateway({ ...shared, databaseUrl: gatewayUrl, schedulingPort });
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
      await rm(outbox, { recursive: true, force: true });
    },
  };
}

/** A line's level, 50 being an error's; a line that is none of the log counts as fatal. */
function levelOf(line: string): number {
  try {
    return (JSON.parse(line) as { level: number }).level;
  } catch {
    return 60;
  }
}
