import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  type Bus,
  createLogger,
  Database,
  executeWithoutActor,
  LogReader,
  type LogReaderOptions,
  newId,
  PostgresBus,
  systemClock as clock,
  type Transaction,
} from "@coachwork/platform";
import type { LoggedEvent } from "@coachwork/schema";
import { FirmFactory, until } from "@coachwork/testing";
import fc from "fast-check";
import { deafBus } from "../support/deaf-bus.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

const READERS = "readers of the log";
const logger = createLogger("test", "silent");

let stored: TestDatabase;
let database: Database;
let bus: PostgresBus;
let name: string;
let running: LogReader[] = [];
/** So that what waits does not outlive its test. */
const releases: (() => void)[] = [];

const connect = (applicationName: string, poolSize = 6) =>
  Database.connect({ url: stored.schedulingUrl, poolSize, statementTimeoutMs: 5_000, applicationName });

beforeAll(async () => {
  stored = await createTestDatabase();
  database = await connect("teller");
  bus = new PostgresBus(stored.schedulingUrl, logger);
  await bus.connect();
});
afterAll(async () => {
  await bus?.close();
  await database?.close();
  await stored?.drop();
});
beforeEach(() => {
  name = newId();
});
afterEach(async () => {
  for (const release of releases.splice(0)) release();
  await Promise.all(running.map((reader) => reader.stop()));
  running = [];
});

/** Effects in the database that can be counted: a job for each. */
async function note(transaction: Transaction, { seq }: LoggedEvent): Promise<void> {
  const job = JSON.stringify({ reader: name, firm: transaction.scope.firmId, seq });
  await transaction.query("select from graphile_worker.add_job('note', $1::json)", [job]);
}

function read(more: Partial<LogReaderOptions> = {}): LogReader {
  const reader = new LogReader({ database, bus, clock, logger, name, effect: note, pollMs: 60_000, ...more });
  running.push(reader);
  reader.start();
  return reader;
}

/** Logs this many events of a firm in one transaction. */
async function tell(firm: FirmFactory, count: number, through: Bus = bus): Promise<void> {
  await executeWithoutActor({ database, bus: through, clock }, firm.firmId, async (transaction) => {
    for (let told = 0; told < count; told += 1)
      transaction.tell({ type: "organization.created", ids: { organization: newId() } });
  });
}

/** The numbers of a firm's events that were noted, in the order in which they were. */
async function noted(firm: FirmFactory): Promise<number[]> {
  const { rows } = await stored.admin.query<{ seq: number }>(
    `select (payload->>'seq')::integer as seq from graphile_worker._private_jobs
     where payload->>'reader' = $1 and payload->>'firm' = $2 order by id`,
    [name, firm.firmId],
  );
  return rows.map(({ seq }) => seq);
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

/** Waits until as many are noted, then gives what is. */
async function notedUpTo(firm: FirmFactory, last: number): Promise<number[]> {
  await until(`${last} events to be noted`, async () => (await noted(firm)).length >= last);
  return noted(firm);
}

test("what happened before it came and what happens while it is there is done, in order, in batches", async () => {
  const firm = await FirmFactory.create(stored.admin);
  await tell(firm, 230);
  read();
  expect(await notedUpTo(firm, 230)).toEqual(upTo(230));
  await tell(firm, 3);
  expect(await notedUpTo(firm, 233)).toEqual(upTo(233));
});

test("another one after it goes on where it stopped; one of another name begins anew", async () => {
  const firm = await FirmFactory.create(stored.admin);
  await tell(firm, 3);
  const first = read();
  expect(await notedUpTo(firm, 3)).toEqual(upTo(3));
  await first.stop();
  await tell(firm, 2);
  expect(await noted(firm)).toEqual(upTo(3));
  read();
  expect(await notedUpTo(firm, 5)).toEqual(upTo(5));
  name = newId();
  read();
  expect(await notedUpTo(firm, 5)).toEqual(upTo(5));
});

test("a reader passes over nothing that it has not read; one that is new begins with what is kept", async () => {
  const firm = await FirmFactory.create(stored.admin);
  await tell(firm, 2);
  const first = read();
  await notedUpTo(firm, 2);
  await first.stop();
  await tell(firm, 4);
  await stored.admin.query("delete from event where firm_id = $1 and seq <= 4", [firm.firmId]);
  const failures: string[] = [];
  const error = ({ failure }: { failure: Error }) => void failures.push(failure.message);
  const stuck = read({ logger: { ...logger, error } });
  await until("the reader to complain", () => failures.length > 0);
  expect(failures[0]).toBe(
    "Events 3 to 4 are not in the log, and the reader has not read them. Restore them, or set its seq in log_cursor to 4 to go on without them.",
  );
  expect(await noted(firm)).toEqual([1, 2]);
  await stuck.stop();
  name = newId();
  read();
  await until("the new reader", async () => (await noted(firm)).length >= 2);
  expect(await noted(firm)).toEqual([5, 6]);
});

test("a look now and then makes up for wake-ups that were lost", async () => {
  const firm = await FirmFactory.create(stored.admin);
  read({ pollMs: 100 });
  await tell(firm, 1, deafBus);
  expect(await notedUpTo(firm, 1)).toEqual([1]);
  await tell(firm, 2, deafBus);
  expect(await notedUpTo(firm, 3)).toEqual([1, 2, 3]);
});

/** An effect that waits, for firms of these, until it may go on. */
function waiting(...firms: readonly FirmFactory[]) {
  const reached = firms.map(() => Promise.withResolvers<void>());
  const released = Promise.withResolvers<void>();
  releases.push(released.resolve);
  const effect = async (transaction: Transaction, event: LoggedEvent) => {
    const place = firms.findIndex(({ firmId }) => firmId === transaction.scope.firmId);
    reached[place]?.resolve();
    if (place >= 0) await released.promise;
    await note(transaction, event);
  };
  return { effect, reached: Promise.all(reached.map(({ promise }) => promise)), release: released.resolve };
}

test("two read different firms at the same time, and the one does not wait for the other's firms", async () => {
  const create = () => FirmFactory.create(stored.admin);
  const [slow, slower, quick] = [await create(), await create(), await create()];
  const { effect, reached, release } = waiting(slow, slower);
  read({ bus: deafBus, pollMs: 50, effect });
  for (const firm of [slow, slower]) await tell(firm, 1, deafBus);
  await reached;
  const elsewhere = await connect("another process");
  read({ bus: deafBus, pollMs: 50, database: elsewhere });
  // The second looks again and again, and leaves the slow firms to the first.
  for (const last of [1, 2, 3]) {
    await tell(quick, 1, deafBus);
    expect(await notedUpTo(quick, last)).toEqual(upTo(last));
  }
  for (const firm of [slow, slower]) {
    expect(await noted(firm)).toEqual([]);
    await tell(firm, 1, deafBus);
  }
  release();
  for (const firm of [slow, slower]) expect(await notedUpTo(firm, 2)).toEqual([1, 2]);
  await Promise.all(running.splice(0).map((reader) => reader.stop()));
  await elsewhere.close();
});

test("a wake-up that comes while the firm is being read is not lost", async () => {
  const firm = await FirmFactory.create(stored.admin);
  const other = await FirmFactory.create(stored.admin);
  const { effect, reached, release } = waiting(firm);
  read({ effect });
  await tell(firm, 1);
  await reached;
  await tell(firm, 1);
  await tell(other, 1); // by the time this is noted, the other wake-up has come
  expect(await notedUpTo(other, 1)).toEqual([1]);
  release();
  expect(await notedUpTo(firm, 2)).toEqual([1, 2]);
});

test("an event whose effect fails is not passed over; other firms go on, and its own does once it succeeds", async () => {
  const [broken, whole] = [await FirmFactory.create(stored.admin), await FirmFactory.create(stored.admin)];
  let fails = true;
  read({
    pollMs: 50,
    effect: async (transaction, event) => {
      await note(transaction, event);
      if (fails && event.seq === 2 && transaction.scope.firmId === broken.firmId) throw new Error("Not yet.");
    },
  });
  await tell(broken, 3);
  await tell(whole, 3);
  expect(await notedUpTo(whole, 3)).toEqual([1, 2, 3]);
  expect(await noted(broken)).toEqual([]);
  fails = false;
  expect(await notedUpTo(broken, 3)).toEqual([1, 2, 3]);
});

describe("However many read, and whenever they die", () => {
  test("each event has its effect exactly once, in order", async () => {
    const plan = fc.record({
      told: fc.array(fc.record({ firm: fc.nat(1), count: fc.integer({ min: 1, max: 40 }) }), {
        minLength: 4,
        maxLength: 20,
      }),
      /** Which calls of the effect fail, before or after what they write. */
      failing: fc.uniqueArray(fc.nat(150), { maxLength: 6 }),
      /** After which calls every connection of every reader is cut. */
      cuts: fc.uniqueArray(fc.nat(150), { maxLength: 4 }),
      readers: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ told, failing, cuts, readers }) => {
        name = newId();
        const firms = [await FirmFactory.create(stored.admin), await FirmFactory.create(stored.admin)] as const;
        let calls = 0;
        const effect = async (transaction: Transaction, event: LoggedEvent) => {
          const call = (calls += 1);
          if (failing.includes(call) && call % 2 === 0) throw new Error("Before.");
          await note(transaction, event);
          if (cuts.includes(call)) await cut();
          if (failing.includes(call)) throw new Error("After.");
        };
        const databases = await Promise.all(Array.from({ length: readers }, () => connect(READERS, 3)));
        const started = databases.map((own) => read({ database: own, effect, pollMs: 100 }));
        const end = async () => {
          await Promise.all(started.map((reader) => reader.stop()));
          for (const own of databases.splice(0)) await own.close();
        };
        try {
          await Promise.all(told.map(({ firm, count }) => tell(firms[firm]!, count)));
          const last = firms.map((_, place) =>
            told.reduce((sum, { firm, count }) => sum + (firm === place ? count : 0), 0),
          );
          for (const [place, firm] of firms.entries()) await notedUpTo(firm, last[place]!);
          await end();
          for (const [place, firm] of firms.entries()) expect(await noted(firm)).toEqual(upTo(last[place]!));
        } finally {
          await end();
        }
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });

  async function cut(): Promise<void> {
    const sql = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and datname = $2";
    await stored.admin.query(sql, [READERS, stored.name]);
  }
});
