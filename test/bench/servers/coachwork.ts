import { startGateway } from "@coachwork/infra/applications";
import { freePort } from "@coachwork/infra/ports";
import type { BenchDatabase } from "../database.ts";
import { type BenchServer, environment, Log, pidOf } from "./server.ts";

/** One person asks here as often as thousands do: their share is not what is measured. */
export const unlimited = {
  COST_LIMIT: "1000000000",
  COST_BUCKET: "1000000000",
  COST_RESTORE_PER_SECOND: "1000000000",
  COST_FIRM_MULTIPLE: "1000",
};

/** Coachwork's gateway as it runs in production. Reads never reach the scheduling service, so none is started. */
export async function startCoachwork(
  database: Pick<BenchDatabase, "gateway">,
  name = "coachwork",
): Promise<BenchServer> {
  const port = await freePort();
  const log = new Log(name);
  const service = await startGateway({
    databaseUrl: database.gateway,
    port,
    schedulingPorts: [await freePort()],
    serviceSecret: "a secret between services, for the bench only",
    authSecret: "a secret that signs sign-ins, for the bench only",
    secretsKey: "a key that encrypts secrets, for the bench only",
    logLevel: process.env.LOG_LEVEL ?? "warn",
    inherited: { ...unlimited, ...environment() },
    restart: false,
    log: log.note,
  });
  return {
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    pid: pidOf(service),
    body: (_, { coachwork }) => JSON.stringify(coachwork),
    stop: () => service.stop().finally(() => log.show()),
  };
}
