import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startGateway, startScheduling } from "@coachwork/infra/applications";
import type { RunningService } from "@coachwork/infra/children";
import { createDatabase, withConnection } from "@coachwork/infra/database";
import { freePort } from "@coachwork/infra/ports";
import { type RunningPostgres, startPostgres } from "@coachwork/infra/postgres";
import { createRoles, type RoleUrls } from "@coachwork/infra/roles";
import { migrate } from "@coachwork/schema/migrate";
import { benchDirectory } from "../database.ts";
import { takeTurn } from "../turn.ts";
import { environment } from "./server.ts";

/**
 * Runs a benchmark on a PostgreSQL of its own, kept under its name, while no other benchmark runs. It has the settings that
 * PostgreSQL comes with: a commit is on the disk before it is acknowledged.
 */
export async function onOwnPostgres(
  name: string,
  maxConnections: number,
  bench: (postgres: RunningPostgres) => Promise<void>,
): Promise<void> {
  await mkdir(benchDirectory(), { recursive: true });
  const giveBack = await takeTurn(benchDirectory());
  const directory = join(benchDirectory(), name);
  const flags = ["-c", `max_connections=${maxConnections}`];
  const postgres = await startPostgres({ directory, password: "postgres", flags });
  try {
    await bench(postgres);
  } finally {
    await postgres.stop();
    await giveBack();
  }
}

/** A migrated database without a row. */
export async function createServicesDatabase(postgres: RunningPostgres, name: string) {
  await withConnection(postgres.adminUrl(), (client) => client.query(`drop database if exists ${name} with (force)`));
  await createDatabase(postgres.adminUrl(), name);
  const adminUrl = postgres.adminUrl(name);
  const passwords = { owner: "owner", gateway: "gateway", scheduling: "scheduling" };
  const urls = await createRoles({ adminUrl, passwords });
  await migrate({ databaseUrl: urls.owner });
  return { adminUrl, urls };
}

/** Starts both services as they run in production, with these settings beside the environment's. */
export async function startServices({ gateway, scheduling }: RoleUrls, settings: Record<string, string> = {}) {
  const [port, schedulingPort] = [await freePort(), await freePort()];
  const shared = {
    serviceSecret: "a secret between services, for the bench only",
    logLevel: "warn",
    restart: false,
    inherited: { ...settings, ...environment() },
  };
  const outbox = join(benchDirectory(), "outbox");
  const services: RunningService[] = [
    await startScheduling({ ...shared, databaseUrl: scheduling, port: schedulingPort, gatewayPort: port, outbox }),
  ];
  const stop = async () => void (await Promise.all(services.map((service) => service.stop())));
  try {
    const authSecret = "a secret that signs sign-ins, for the bench only";
    const secretsKey = "a key that encrypts secrets, for the bench only";
    services.push(
      await startGateway({
        ...shared,
        authSecret,
        secretsKey,
        databaseUrl: gateway,
        port,
        schedulingPorts: [schedulingPort],
      }),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}/graphql`, stop };
}
