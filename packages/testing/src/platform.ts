import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGateway, startScheduling } from "@coachwork/infra/applications";
import type { RunningService } from "@coachwork/infra/children";
import { freePort } from "@coachwork/infra/ports";
import type { TestDatabase } from "./database.ts";

/** The two services as processes of their own, as in production. */
export interface TestPlatform {
  /** Where the gateway answers, `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly schedulingUrl: string;
  /** The folder in which e-mails are kept until the platform stops. */
  readonly outbox: string;
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

export const serviceSecret = "a secret between services, for tests only";

const secrets = {
  serviceSecret,
  authSecret: "a secret that signs sign-ins, for tests only",
};

/** Starts the scheduling service and the gateway on free ports. A service that dies is started again, as the launcher does. */
export async function startPlatform(
  database: TestDatabase,
  inherited: Record<string, string> = {},
): Promise<TestPlatform> {
  const [port, schedulingPort] = [await freePort(), await freePort()];
  const outbox = await mkdtemp(join(tmpdir(), "coachwork-outbox-"));
  const logs: string[] = [];
  // Tests wait for e-mails: they come at once unless a test says otherwise.
  const environment = { MAIL_GATHER_SECONDS: "0", ...inherited };
  const shared = { ...secrets, logLevel: "warn", inherited: environment, log: (line: string) => void logs.push(line) };
  const scheduling = await startScheduling({
    ...shared,
    databaseUrl: database.schedulingUrl,
    port: schedulingPort,
    gatewayPort: port,
    outbox,
  });
  const { gatewayUrl: databaseUrl } = database;
  const gateway = await startGateway({ ...shared, databaseUrl, port, schedulingPort }).catch(async (error: unknown) => {
    await scheduling.stop();
    throw error;
  });
  const gateways = [gateway];
  return {
    url: `http://127.0.0.1:${port}`,
    schedulingUrl: `http://127.0.0.1:${schedulingPort}`,
    outbox,
    failures: () => logs.filter((line) => line !== "" && levelOf(line) >= 50),
    async logged(...texts) {
      for (let waited = 0; waited < 5_000; waited += 20) {
        const line = logs.find((one) => texts.every((text) => one.includes(text)));
        if (line !== undefined) return line;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`No line of the log has all of ${texts.join(", ")}.`);
    },
    scheduling,
    gateway,
    async anotherGateway() {
      const another = await freePort();
      gateways.push(await startGateway({ ...shared, databaseUrl, port: another, schedulingPort }));
      return `http://127.0.0.1:${another}`;
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
