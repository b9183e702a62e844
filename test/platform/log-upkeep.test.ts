import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createLogger, Database, executeWithoutActor, newId, systemClock as clock } from "@coachwork/platform";
import { FirmFactory, until } from "@coachwork/testing";
import pg from "pg";
import { keepLog } from "../../apps/scheduling/src/jobs/log-upkeep.js";
import { afterNumber } from "../../packages/platform/src/live/event-log.js";
import { deafBus } from "../support/deaf-bus.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

const logger = createLogger("test", "silent");
const OLD = "2019-03";

let stored: TestDatabase;
let database: Database;
let firm: FirmFactory;

const keep = (keepDays = 730) => keepLog({ database, logger, keepDays });

beforeAll(async () => {
  stored = await createTestDatabase();
  const settings = { url: stored.schedulingUrl, poolSize: 4, statementTimeoutMs: 5_000 };
  database = await Database.connect({ ...settings, applicationName: "keeper" });
});
afterAll(async () => {
  await database?.close();
  await stored?.drop();
});
beforeEach(async () => {
  await stored.admin.query("delete from event");
  await stored.admin.query("delete from log_cursor");
  firm = await FirmFactory.create(stored.admin);
});

/** Writes events that happened on these days, numbered from the next. */
async function happened(of: FirmFactory, ...days: readonly string[]): Promise<void> {
  for (const day of days)
    await stored.admin.query(
      `with counter as (update firm_counter set last_seq = last_seq + 1 where firm_id = $1::uuid returning last_seq)
       insert into event (firm_id, seq, type, ids, occurred_at)
       select $1::uuid, last_seq, 'note.created', '{}', $2::timestamptz from counter`,
      [of.firmId, `${day}T12:00:00Z`],
    );
}

async function read(of: FirmFactory, seq: number, reader = "jobs"): Promise<void> {
  await stored.admin.query(
    "insert into log_cursor values ($1, $2, $3) on conflict (firm_id, reader) do update set seq = $3",
    [of.firmId, reader, seq],
  );
}

const column = async (text: string, values: unknown[] = []) =>
  (await stored.admin.query<{ value: unknown }>(text, values)).rows.map(({ value }) => value);
const left = (of: FirmFactory) =>
  column("select seq::integer as value from event where firm_id = $1 order by seq", [of.firmId]);
const months = () =>
  column(
    "select c.relname as value from pg_inherits i join pg_class c on c.oid = inhrelid where inhparent = 'event'::regclass order by 1",
  );
const where = (of: FirmFactory) =>
  column("select distinct tableoid::regclass::text as value from event where firm_id = $1 order by 1", [of.firmId]);

test("the months to come are there before they begin, and making them again makes nothing", async () => {
  await keep();
  const before = await months();
  const [current] = await column("select to_char(now() at time zone 'UTC', '\"m\"YYYY_MM') as value");
  const [last] = await column(
    "select to_char(now() at time zone 'UTC' + interval '3 months', '\"m\"YYYY_MM') as value",
  );
  expect(before).toEqual(expect.arrayContaining([current, last, "rest"]));
  await keep();
  expect(await months()).toEqual(before);
});

test("an event of a month that does not exist is written, and moves to its month once that is made", async () => {
  await stored.admin.query(`drop table event_log.${String((await months()).at(-2))}`);
  const [day] = await column(
    "select to_char(now() at time zone 'UTC' + interval '3 months', 'YYYY-MM-\"01\"') as value",
  );
  await happened(firm, String(day));
  await executeWithoutActor(
    { database, bus: deafBus, clock: { ...clock, now: () => Date.parse(`${String(day)}T00:00:00Z`) } },
    firm.firmId,
    async (transaction) => {
      transaction.tell({ type: "organization.created", ids: { organization: newId() } });
    },
  );
  expect(await where(firm)).toEqual(["event_log.rest"]);
  await keep();
  expect(await left(firm)).toEqual([1, 2]);
  expect(await where(firm)).toEqual([`event_log.m${String(day).slice(0, 7).replace("-", "_")}`]);
});

test("whoever reads while events move to their month finds them where they were or where they are", async () => {
  await happened(firm, "2018-05-02", new Date().toISOString().slice(0, 10));
  const keeper = new pg.Client({ connectionString: stored.adminUrl });
  await keeper.connect();
  try {
    await keeper.query("begin; select event_log.make_months(3)");
    const reading = left(firm);
    await until(
      "the reader to wait",
      () =>
        column(
          "select 1 as value from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())",
        ),
      (waiting) => waiting.length > 0,
    );
    await keeper.query("commit");
    expect(await reading).toEqual([1, 2]);
  } finally {
    await keeper.end();
  }
  expect(await where(firm)).toContain("event_log.m2018_05");
});

test("whole months that are older than is kept go, and nothing else", async () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  await happened(firm, `${OLD}-01`, `${OLD}-31`, daysAgo(900), daysAgo(729), daysAgo(1));
  await read(firm, 5);
  await keep();
  expect(await left(firm)).toEqual([4, 5]);
  expect(await months()).not.toContain("m2019_03");
  await keep(400);
  expect(await left(firm)).toEqual([5]);
});

test("what a reader of any firm has not read stays, and all after it", async () => {
  const other = await FirmFactory.create(stored.admin);
  for (const each of [firm, other]) {
    await happened(each, "2019-02-03", `${OLD}-02`, "2019-04-05");
    await read(each, 3);
  }
  await read(other, 1, "webhooks");
  await keep();
  // February is read by all. March is not, so April stays as well.
  for (const each of [firm, other]) expect(await left(each)).toEqual([2, 3]);
  await read(other, 2, "webhooks");
  await keep();
  for (const each of [firm, other]) expect(await left(each)).toEqual([3]);
  await read(other, 3, "webhooks");
  await keep();
  for (const each of [firm, other]) expect(await left(each)).toEqual([]);
});

test("a firm whose log the scheduling service has not begun to read keeps all of it", async () => {
  await happened(firm, `${OLD}-02`);
  await keep();
  expect(await left(firm)).toEqual([1]);
  await read(firm, 1);
  await keep();
  expect(await left(firm)).toEqual([]);
});

test("a service cannot have the audit trail erased, nor touch a month itself", async () => {
  const refusals = await Promise.all(
    [
      "select * from event_log.drop_months(30)",
      "select * from event_log.drop_months(null)",
      "select event_log.make_months(1000)",
      "select event_log.make_month('2019-03-01')",
      "select * from event_log.rest",
      "drop table event_log.rest",
    ].map((text) =>
      database.transactionWithoutFirm((query) => query(text)).then(String, (error: Error) => error.message),
    ),
  );
  expect(refusals).toEqual([
    "Give a number of days to keep, 400 to 36500.",
    "Give a number of days to keep, 400 to 36500.",
    "Give a number of months to make ahead, 1 to 24.",
    "permission denied for function make_month",
    "permission denied for table rest",
    "must be owner of table rest",
  ]);
});

test("while somebody reads for long, nothing is dropped, and writers wait no longer than a moment", async () => {
  await happened(firm, `${OLD}-02`);
  await keep();
  await read(firm, 1);
  const reader = new pg.Client({ connectionString: stored.adminUrl });
  await reader.connect();
  try {
    await reader.query("begin; select count(*) from event");
    const from = performance.now();
    const dropping = keep();
    const writing = happened(firm, new Date().toISOString().slice(0, 10));
    await expect(dropping).rejects.toThrow("lock timeout");
    await writing;
    expect(performance.now() - from).toBeLessThan(3_000);
  } finally {
    await reader.end();
  }
  expect(await left(firm)).toEqual([1, 2]);
  await keep();
  expect(await left(firm)).toEqual([2]);
});

test("a log is read from any number by the indexes of its months alone", async () => {
  await stored.admin.query(
    `insert into event (firm_id, seq, type, ids, occurred_at)
     select $1, n, 'note.created', '{}', now() - n % 900 * interval '1 day' from generate_series(1, 20000) n`,
    [firm.firmId],
  );
  await read(firm, 20_000);
  await keep(36_500);
  await stored.admin.query("analyze event");
  const scope = { firmId: firm.firmId, personId: null };
  const plan = await database.read(scope, `explain (analyze, buffers off, timing off) ${afterNumber}`, [
    firm.firmId,
    19_000,
    200,
  ]);
  const lines = plan.map((row) => String(row["QUERY PLAN"]));
  expect(lines.join("\n")).not.toMatch(/Seq Scan|Sort Key: .*\n.*Sort Method/);
  expect(lines.some((line) => line.includes("Merge Append"))).toBe(true);
  await stored.admin.query("delete from event");
});
