import { afterAll, afterEach, beforeAll, beforeEach, expect } from "@jest/globals";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger, Database, type FileStorage, type Logger, openStorage, PostgresBus } from "@coachwork/platform";
import { Reader } from "@coachwork/reader";
import type { Actor } from "@coachwork/schema";
import { apiId, FirmFactory, until } from "@coachwork/testing";
import { commandsWith } from "../../apps/gateway/src/commands.js";
import type { Services } from "../../apps/gateway/src/graphql/context.js";
import { CostLimits } from "../../apps/gateway/src/graphql/cost-limits.js";
import { Turns } from "../../apps/gateway/src/graphql/turns.js";
import { bulkFile } from "../../apps/gateway/src/partners/bulk/bulk-file.js";
import { ExportQueries } from "../../apps/gateway/src/partners/bulk/export-queries.js";
import { BulkExports } from "../../apps/gateway/src/partners/bulk/exporting.js";
import { usualWebhookParts } from "../../apps/gateway/src/partners/webhooks/webhook-settings.js";
import { usualFileLimits } from "../../apps/gateway/src/resources/file-limits.js";
import { matchHere } from "../../apps/gateway/src/choosing/matching/matcher.js";
import { createSchema } from "../../apps/gateway/src/schema.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

export const DAY = 86_400_000;

/** What time it is for the commands and for those who export. */
export const clock = { ms: Date.now(), now: () => clock.ms };
export let stored: TestDatabase;
let services: Services;
export let firm: FirmFactory;
export let owner: Actor;
const logger: Logger = createLogger("test", "silent");
/** What happens before a file of a firm is stored, by the count of files of this test. */
export const storing: { hook: (count: number, firmId: string) => Promise<void> } = { hook: async () => undefined };

/** While time stands still for budgets, nothing comes back. `looks` counts how often somebody asked for a balance. */
const budgets: { standsAt?: number; looks: number } = { looks: 0 };

const exportQueries = new ExportQueries(20_000);
const webhooks = usualWebhookParts;
const parts = { publicUrl: "http://localhost", files: usualFileLimits, webhooks, exportQueries, matcher: matchHere };
const running: BulkExports[] = [];
let folder: string;

/** Gives the tests of a file a database of their own. Each test has a firm with an owner and 249 clients: three pages. */
export function playExports(): void {
  let database: Database;
  let bus: PostgresBus;
  beforeAll(async () => {
    stored = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), "coachwork-exports-"));
    const url = stored.gatewayUrl;
    database = await Database.connect({ url, poolSize: 9, statementTimeoutMs: 5_000, applicationName: "test" });
    bus = new PostgresBus(url, logger);
    await bus.connect();
    const schema = await createSchema(parts);
    const reader = new Reader(database.source, database.readText);
    exportQueries.readWith(reader);
    const free = { limit: 20_000, bucket: 1e9, restorePerSecond: 1e9, firmMultiple: 10 };
    services = {
      ...{ database, bus, clock, logger, reader, exportQueries, turns: new Turns() },
      ...{ files: await openStorage({ FILES_FOLDER: folder, FILES_S3_REGION: "" }) },
      costs: new CostLimits({ schema, clock: { now: budgetTime }, ...free }),
    } as unknown as Services;
  });
  afterAll(async () => {
    await bus?.close();
    await database?.close();
    await stored?.drop();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    clock.ms = Date.now();
    storing.hook = async () => undefined;
    restore();
    firm = await FirmFactory.create(stored.admin);
    owner = await actorOf(["OWNER"]);
    await addClients(firm, 1, 249);
  });
  afterEach(stopAll);
}

export async function addClients({ firmId }: FirmFactory, from: number, to: number): Promise<void> {
  await stored.admin.query(
    `insert into person (firm_id, id, name, email, time_zone, locale, created_at)
     select $1, gen_random_uuid(), 'Client ' || n, n || '@firm.example', 'UTC', 'en', now() from generate_series($2::int, $3::int) n`,
    [firmId, from, to],
  );
}

function budgetTime(): number {
  budgets.looks += 1;
  return budgets.standsAt ?? Date.now();
}

/** Leaves an actor with too little to export, until `restore`. Returns what resolves once an export has looked and waits for more. */
export function spend(actor: Actor, cost = 9e8): () => Promise<unknown> {
  budgets.standsAt = Date.now();
  services.costs.charge({ actor, clientAddress: "" }, cost);
  budgets.looks = 0;
  return () => until("the export to wait for its budget", async () => budgets.looks > 0);
}

/** Leaves an actor with what one page of `everybody` costs, until `restore`. */
export function spendButOnePage(actor: Actor): void {
  const page = exportQueries.of(actor, { query: everybody, variables: null, format: "JSON_LINES" });
  if ("code" in page) throw new Error(page.message);
  spend(actor, 5e8 - 1.5 * exportQueries.costOf(page, page.size));
}

export function restore(): void {
  delete budgets.standsAt;
}

export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((each) => each.stop()));
}

/** A key that may read people. */
export async function newKey(): Promise<Actor> {
  const grants = ["people:read"];
  const { apiKey } = await did("createApiKey", { name: "Partner", scopes: grants });
  return { ...owner, personId: null, actorId: apiKey!, grants };
}

export async function actorOf(grants: string[]): Promise<Actor> {
  const personId = await firm.person(grants);
  return {
    ...{ firmId: firm.firmId, personId, actorId: personId, grants },
    ...{ firmTimeZone: "UTC", today: new Date(clock.ms).toISOString().slice(0, 10) },
  };
}

/** Starts what reads exports, as each gateway does. It stops after the test. Each page is a file of its own by default. */
export function exporting({ patienceMs, bytes = 1 }: { patienceMs?: number; bytes?: number } = {}): BulkExports {
  let count = 0;
  const files: FileStorage = {
    put: async (key, source) => {
      count += 1;
      await storing.hook(count, key.firmId);
      await services.files.put(key, source);
    },
    get: (key, range) => services.files.get(key, range),
    delete: (key) => services.files.delete(key),
  };
  const part = { bytes, ms: 60_000 };
  const options = { services: { ...services, files }, keptMs: 7 * DAY, pollMs: 50, part, patienceMs };
  const exports = new BulkExports(options);
  running.push(exports);
  exports.start();
  return exports;
}

/** Performs a mutation of the gateway as somebody. */
export async function perform(name: keyof ReturnType<typeof commandsWith>, input: object, by = owner) {
  const { result, refusals } = await commandsWith(parts)[name]!.perform(services, by, input);
  return { ...result, refusals } as Record<string, string> & { readonly refusals: typeof refusals };
}

/** Performs a mutation that must succeed. */
export async function did(...given: Parameters<typeof perform>): Promise<Record<string, string>> {
  const { refusals, ...result } = await perform(...given);
  expect([given[0], refusals]).toEqual([given[0], []]);
  return result;
}

export const everybody = "{ people { nodes { id name } } }";

/** Asks for an export, and returns its UUID. */
export async function start(by = owner, query = everybody): Promise<string> {
  return (await did("bulkExport", { query }, by)).bulkExport!;
}

export const bulkId = (id: string) => apiId("bulk_export", id);

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a row
export async function rowOf(id: string): Promise<any> {
  const { rows } = await stored.admin.query("select * from bulk_export where id = $1::uuid", [id]);
  return rows[0];
}

export const untilStatus = (id: string, status: string) =>
  until(
    `the export to be ${status}`,
    () => rowOf(id),
    (row) => row.status === status,
  );

/** The result, as somebody who has its address gets it. Null if there is none. */
export async function resultOf(id: string): Promise<{ id: string; name: string }[] | null> {
  const address = { kind: "bulk-export", firmId: firm.firmId, id, expiresAt: new Date(clock.ms + 60_000) };
  const file = await bulkFile(services, address);
  if (!file) return null;
  let text = "";
  const { content } = file;
  if (Buffer.isBuffer(content)) throw new Error("A result is read in parts.");
  for await (const chunk of (await content(undefined)) as AsyncIterable<Buffer>) text += chunk.toString();
  expect(Buffer.byteLength(text)).toBe(file.bytes);
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { id: string; name: string });
}

/** The ids of all people of the firm, in the order of a list. */
export async function allPeople(): Promise<string[]> {
  const { rows } = await stored.admin.query("select id from person where firm_id = $1 order by id", [firm.firmId]);
  return rows.map(({ id }) => apiId("person", id));
}

/** How many files there are in the storage for the firm. */
export async function storedFiles(): Promise<number> {
  return (await readdir(join(folder, firm.firmId)).catch(() => [])).length;
}

/** What a gateway that died had is free for others, as after half a minute. */
export async function leaseEnds(): Promise<void> {
  await stored.admin.query("update bulk_line set leased_until = now() - interval '1 second' where firm_id = $1", [
    firm.firmId,
  ]);
}

/** A firm besides the test's own, with an owner. */
export async function anotherFirm(): Promise<{ readonly firm: FirmFactory; readonly owner: Actor }> {
  const other = await FirmFactory.create(stored.admin);
  const personId = await other.person(["OWNER"]);
  return { firm: other, owner: { ...owner, firmId: other.firmId, personId, actorId: personId } };
}
