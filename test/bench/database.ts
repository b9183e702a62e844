import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createDatabase, withConnection } from "@coachwork/infra/database";
import { type RunningPostgres, startPostgres } from "@coachwork/infra/postgres";
import { createRoles, type RoleUrls } from "@coachwork/infra/roles";
import { migrate } from "@coachwork/schema/migrate";
import { mondayOf } from "./generate/calendar.ts";
import { generate } from "./generate/generate.ts";
import type { Size } from "./generate/sizes.ts";

/** A generated database and how to enter it. */
export interface BenchDatabase extends RoleUrls {
  readonly size: Size;
  /** As one whom no policy binds. */
  readonly adminUrl: string;
  /** The Monday around which its schedules are arranged. */
  readonly anchor: number;
}

const passwords = { owner: "owner", gateway: "gateway", scheduling: "scheduling" } as const;

/** Where the databases are kept from run to run. */
export function benchDirectory(): string {
  return process.env.COACHWORK_BENCH_DIR || join(tmpdir(), "coachwork-bench");
}

/** Starts the PostgreSQL that holds the generated databases: the settings are those of a server that has room for them. */
export async function startBenchPostgres(): Promise<RunningPostgres> {
  const settings = [
    "shared_buffers=1GB",
    "max_wal_size=8GB",
    "fsync=off",
    "full_page_writes=off",
    "max_connections=200",
  ];
  return startPostgres({
    directory: join(benchDirectory(), "postgres"),
    password: "postgres",
    flags: settings.flatMap((setting) => ["-c", setting]),
    initFlags: ["--no-sync"],
  });
}

/** The database of a size: the one generated before, if the tables and the generator are still the same. */
export async function openDatabase(
  postgres: RunningPostgres,
  size: Size,
  say: (line: string) => void,
): Promise<BenchDatabase> {
  const name = `bench_${size.name}`;
  const fingerprint = await fingerprintOf();
  let anchor = await generatedAs(postgres, name, fingerprint);
  if (anchor === undefined) {
    say(`Generating ${size.name}: ${size.firms} firms, about ${size.sessions.toLocaleString("en")} sessions ...`);
    const started = performance.now();
    anchor = mondayOf(Date.now());
    await withConnection(postgres.adminUrl(), (client) => client.query(`drop database if exists ${name} with (force)`));
    await createDatabase(postgres.adminUrl(), name);
    const { owner } = await createRoles({ adminUrl: postgres.adminUrl(name), passwords });
    await migrate({ databaseUrl: owner });
    await generate(postgres.adminUrl(name), size, anchor);
    await withConnection(postgres.adminUrl(name), async (client) => {
      await client.query("create schema bench; create table bench.generated (fingerprint text, anchor bigint)");
      await client.query("insert into bench.generated values ($1, $2)", [fingerprint, anchor]);
    });
    say(`Generated in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  }
  const adminUrl = postgres.adminUrl(name);
  return { size, adminUrl, anchor, ...(await createRoles({ adminUrl, passwords })) };
}

/** What the rows depend on: the migrations and the generator itself. */
async function fingerprintOf(): Promise<string> {
  const migrations = join(dirname(fileURLToPath(import.meta.resolve("@coachwork/schema/migrate"))), "migrations");
  const hash = createHash("sha256");
  for (const folder of [migrations, join(import.meta.dirname, "generate")]) {
    const names = (await readdir(folder)).filter((name) => /\.[jt]s$/.test(name) && !name.endsWith(".d.ts"));
    for (const name of names.sort()) hash.update(await readFile(join(folder, name)));
  }
  return hash.digest("hex");
}

/** The anchor of the finished database of this name and fingerprint, if there is one. */
async function generatedAs(postgres: RunningPostgres, name: string, fingerprint: string): Promise<number | undefined> {
  return withConnection(postgres.adminUrl(name), async (client) => {
    const { rows } = await client.query<{ anchor: string }>(
      "select anchor from bench.generated where fingerprint = $1",
      [fingerprint],
    );
    return rows[0] && Number(rows[0].anchor);
  }).catch((error: { code?: string }) => {
    // No such database, or one whose generation was interrupted.
    if (error.code === "3D000" || error.code === "42P01" || error.code === "3F000") return undefined;
    throw error;
  });
}
