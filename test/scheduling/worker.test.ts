import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createLogger, Database, newId, PostgresBus, systemClock as clock } from "@coachwork/platform";
import { FirmFactory, until } from "@coachwork/testing";
import { allJobs } from "../../apps/scheduling/src/all-jobs.js";
import { startSession } from "../../apps/scheduling/src/booking/start-session.js";
import { refreshWhenDue } from "../../apps/scheduling/src/calendars/refresh-when-due.js";
import { dequeue, enqueue, type JobTime } from "../../apps/scheduling/src/jobs/enqueue.js";
import { GiveWay } from "../../apps/scheduling/src/jobs/give-way.js";
import type { JobServices } from "../../apps/scheduling/src/jobs/services.js";
import { Worker } from "../../apps/scheduling/src/jobs/worker.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

/** What a worker does with a job here, where it is not what the job does that is tried. */
type Doing = (told: Told, signal: AbortSignal) => Promise<void>;
interface Told {
  readonly firmId: string;
  readonly session: string;
}

/** Jobs here are told names where the service's are told ids. */
const anything = { parse: (payload: unknown) => payload as object };
const theRest = allJobs.filter(({ name }) => name !== startSession.name && name !== refreshWhenDue.name);

let stored: TestDatabase;
let database: Database;
let bus: PostgresBus;
let firm: FirmFactory;
let running: Worker[];

beforeAll(async () => {
  stored = await createTestDatabase();
  const url = stored.schedulingUrl;
  database = await Database.connect({ url, poolSize: 4, statementTimeoutMs: 5_000, applicationName: "test" });
  bus = new PostgresBus(url, createLogger("test", "silent"));
  await bus.connect();
});
afterAll(async () => {
  await bus?.close();
  await database?.close();
  await stored?.drop();
});
beforeEach(async () => {
  running = [];
  firm = await FirmFactory.create(stored.admin);
});
afterEach(async () => {
  await Promise.all(running.map((worker) => worker.stop()));
  await stored.admin.query("delete from graphile_worker._private_jobs");
});

async function work(
  doing: Doing,
  { timeLimitMs = 1_000, concurrency = 2, slowly = never, others = true } = {},
): Promise<Worker> {
  // Without what only other jobs need.
  const services = { database, bus, clock, logger: createLogger("test", "silent") } as unknown as JobServices;
  const worker = new Worker({
    jobs: [
      { ...startSession, told: anything, run: (_, told, signal) => doing(told as Told, signal) },
      ...(others ? [{ ...refreshWhenDue, told: anything, run: slowly }, ...theRest] : []),
    ],
    services,
    giveWay: new GiveWay(),
    databaseUrl: stored.schedulingUrl,
    statementTimeoutMs: 5_000,
    concurrency,
    pollMs: 100,
    timeLimitMs,
  });
  running.push(worker);
  await worker.start();
  return worker;
}

type Reading = (services: JobServices, told: object) => Promise<void>;
const never: Reading = () => Promise.reject(new Error("No calendar is to be read here."));

const inFirm = <T>(work: Parameters<typeof database.transaction<T>>[1], of = firm) =>
  database.transaction({ firmId: of.firmId, personId: null }, work);

/** Leaves a job that is about a session of this name, which need not be there. */
const leave = (session: string, time: JobTime = {}, of = firm) =>
  inFirm(async (transaction) => {
    enqueue(transaction, startSession, { session, startsAt: "2027-03-01T09:00:00Z" }, time);
  }, of);
const soon = (ms: number) => new Date(Date.now() + ms);

const jobs = async () => {
  const { rows } = await stored.admin.query<{ session: string; attempts: number; locked_by: string | null }>(
    "select payload->>'session' as session, attempts, locked_by from graphile_worker._private_jobs order by id",
  );
  return rows;
};

test("a job is done at its time and not before, for the firm that left it", async () => {
  const done: (readonly [firmId: string, session: string, at: number])[] = [];
  await work(async ({ firmId, session }) => void done.push([firmId, session, Date.now()]));
  const due = soon(1_500);
  await leave("later", { runAt: due });
  await leave("now");
  await until("both jobs", () => done.length === 2);
  expect(done.map(([firmId, session]) => [firmId, session])).toEqual([
    [firm.firmId, "now"],
    [firm.firmId, "later"],
  ]);
  expect(done[1]![2]).toBeGreaterThanOrEqual(due.getTime() - 5);
  await until("the queue to be empty", async () => (await jobs()).length === 0);
});

test("under a key one job of a firm waits: a later one takes its place, and it can be taken back", async () => {
  const done: string[] = [];
  await work(async ({ session }) => void done.push(session));
  const other = await FirmFactory.create(stored.admin);
  const runAt = soon(1_000);
  await leave("replaced", { key: "one", runAt });
  await leave("replacing", { key: "one", runAt });
  await leave("other key", { key: "two", runAt });
  await leave("other firm", { key: "one", runAt }, other);
  await leave("taken back", { key: "three", runAt });
  await inFirm(async (transaction) => {
    dequeue(transaction, startSession, "three");
    dequeue(transaction, startSession, "four"); // which there is not
  });
  await leave("last", { runAt: soon(1_300) });
  await until("the last job", () => done.includes("last"));
  expect(done.sort()).toEqual(["last", "other firm", "other key", "replacing"]);
});

test("of what one transaction leaves and takes back under a key, the last holds", async () => {
  await inFirm(async (transaction) => {
    const session = (name: string) => ({ session: name, startsAt: "2027-03-01T09:00:00Z" });
    const time = (key: string) => ({ key, runAt: soon(60_000) });
    enqueue(transaction, startSession, session("first"), time("one"));
    enqueue(transaction, startSession, session("second"), time("one"));
    enqueue(transaction, startSession, session("gone"), time("two"));
    dequeue(transaction, startSession, "two");
    dequeue(transaction, startSession, "three");
    enqueue(transaction, startSession, session("third"), time("three"));
    enqueue(transaction, startSession, session("keyless"));
    enqueue(transaction, startSession, session("keyless"));
  });
  expect((await jobs()).map(({ session }) => session).sort()).toEqual(["keyless", "keyless", "second", "third"]);
});

test("no job waits for calendars whose servers take their time", async () => {
  const [done, read]: [string[], string[]] = [[], []];
  const server = Promise.withResolvers<void>();
  const slowly: Reading = async (_, told) => {
    read.push((told as { calendar: string }).calendar);
    await server.promise;
  };
  await work(async ({ session }) => void done.push(session), { timeLimitMs: 30_000, concurrency: 1, slowly });
  await inFirm(async (transaction) => {
    for (const calendar of ["one", "two"]) enqueue(transaction, refreshWhenDue, { calendar });
  });
  await until("a calendar to be read", () => read.length === 1);
  await leave("now");
  await until("the job", () => done.length === 1);
  expect(read).toEqual(["one"]);
  server.resolve();
});

test("a job left by a transaction that is rolled back is not there", async () => {
  const leaving = inFirm(async (transaction) => {
    enqueue(transaction, startSession, { session: "never", startsAt: "" });
    throw new Error("No.");
  });
  await expect(leaving).rejects.toThrow("No.");
  expect(await jobs()).toEqual([]);
});

test("a job that fails is done again", async () => {
  let tries = 0;
  await work(async () => {
    tries += 1;
    if (tries === 1) throw new Error("Not this time.");
  });
  await leave("stubborn");
  await until("the second try", () => tries === 2);
  await until("the queue to be empty", async () => (await jobs()).length === 0);
});

test("a job that takes too long is told so and counts as failed, and the worker goes on with others", async () => {
  const hanging: AbortSignal[] = [];
  const done: string[] = [];
  await work(
    async ({ session }, signal) => {
      if (session === "hanging") hanging.push(signal);
      if (hanging.length === 1 && session === "hanging") await new Promise(() => undefined);
      done.push(session);
    },
    { concurrency: 1 },
  );
  await leave("hanging");
  await leave("next");
  await until("both jobs", () => done.length === 2);
  expect(hanging[0]!.aborted).toBe(true);
  expect(done).toEqual(["next", "hanging"]);
});

test("a job whose process died at it is done by another", async () => {
  await leave("abandoned");
  await stored.admin.query("update graphile_worker._private_jobs set locked_at = now(), locked_by = 'a dead process'");
  const done: string[] = [];
  await work(async ({ session }) => void done.push(session));
  await until("the abandoned job", () => done.length === 1);
});

test("a worker that stops takes nothing more and finishes what it has begun", async () => {
  const begun: string[] = [];
  const released = Promise.withResolvers<void>();
  let finished = 0;
  const worker = await work(
    async ({ session }) => {
      begun.push(session);
      await released.promise;
      finished += 1;
    },
    { concurrency: 1, timeLimitMs: 10_000 },
  );
  await leave("begun");
  await until("the job to begin", () => begun.length === 1);
  const stopped = worker.stop();
  await leave("after");
  released.resolve();
  await stopped;
  running = [];
  expect([begun, finished]).toEqual([["begun"], 1]);
  expect(await jobs()).toEqual([{ session: "after", attempts: 0, locked_by: null }]);
});

test("a worker whose connections were all cut goes on", async () => {
  const done: string[] = [];
  const cut = () =>
    stored.admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name like 'coachwork scheduling %'",
      [stored.name],
    );
  await work(async ({ session }) => {
    if (done.push(session) === 1) await cut(); // so that it cannot write what became of the job
  });
  await leave("cut");
  await until("the first job", () => done.length === 1);
  await leave(newId());
  await until("the next job", () => new Set(done).size === 2);
  await until("the queue to be empty", async () => (await jobs()).length === 0);
});

test("a worker that cannot write what became of a job goes on once it can, and does the job again", async () => {
  const connections = async () => {
    const { rows } = await stored.admin.query(
      "select from pg_stat_activity where datname = $1 and application_name = 'coachwork scheduling jobs'",
      [stored.name],
    );
    return rows.length;
  };
  const done: string[] = [];
  await work(async ({ session }) => void done.push(session), { others: false });
  await stored.admin.query("revoke delete on graphile_worker._private_jobs from coachwork_scheduling");
  try {
    await leave("unwritten");
    await until("the job", () => done.length === 1);
    await until("the runner to give up", async () => (await connections()) === 0);
  } finally {
    await stored.admin.query("grant delete on graphile_worker._private_jobs to coachwork_scheduling");
  }
  await leave("next");
  await until("the queue to be empty", async () => (await jobs()).length === 0);
  // Each runner that comes while nothing can be written does it again.
  expect(done.filter((session) => session === "unwritten").length).toBeGreaterThan(1);
  expect(done.filter((session) => session !== "unwritten")).toEqual(["next"]);
});
