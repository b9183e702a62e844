import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { withConnection } from "@coachwork/infra/database";
import { createLogger, Database, newId, PostgresBus, systemClock as clock } from "@coachwork/platform";
import { FirmFactory, until, within } from "@coachwork/testing";
import { GiveWay } from "../../apps/scheduling/src/jobs/give-way.js";
import { enqueue } from "../../apps/scheduling/src/jobs/enqueue.js";
import type { Job, LaneName, OfFirm } from "../../apps/scheduling/src/jobs/job.js";
import type { JobServices } from "../../apps/scheduling/src/jobs/services.js";
import { Worker } from "../../apps/scheduling/src/jobs/worker.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { type RunningServer, startServer } from "../support/server.ts";

let server: RunningServer;
let stored: TestDatabase;
let database: Database;
let bus: PostgresBus;
let firm: FirmFactory;
let running: Worker[];
/** What was logged, as messages and what belongs to them. */
let said: [message: string, object: Record<string, unknown>][];

beforeAll(async () => {
  server = await startServer();
  stored = await createTestDatabase({ server });
  firm = await FirmFactory.create(stored.admin);
  const url = stored.schedulingUrl;
  database = await Database.connect({ url, poolSize: 4, statementTimeoutMs: 5_000, applicationName: "test" });
  bus = new PostgresBus(url, createLogger("test", "silent"));
  await bus.connect();
});
afterAll(async () => {
  await bus?.close();
  await database?.close();
  await stored?.drop();
  await server?.stop();
});
afterEach(async () => {
  await Promise.all(running.map((worker) => worker.stop()));
});
beforeEach(async () => {
  said = [];
  running = [];
  await stored.admin.query("delete from graphile_worker._private_jobs");
});

interface Told extends OfFirm {
  readonly session: string;
}
type Doing = (told: Told) => Promise<void>;

/** A job of a lane, which is told a name where the service's are told ids. */
const jobIn = (lane: LaneName, name: string): Job<Told> => ({
  name,
  lane,
  told: { parse: (payload) => payload as Told },
  causedBy: [],
  run: () => Promise.resolve(),
});
const startSession = jobIn("schedule", "startSession");
const expireHold = jobIn("mail", "expireHold");

async function work(doing: Doing, timeLimitMs = 2_000): Promise<Worker> {
  const logger = createLogger("test", "silent");
  logger.error = logger.warn = (object: unknown, message?: string) =>
    void said.push([message ?? "", object as Record<string, unknown>]);
  const services = { database, bus, clock, logger } as unknown as JobServices;
  const worker = new Worker({
    jobs: [startSession, expireHold].map((each): Job => ({ ...each, run: (_, told) => doing(told as Told) })),
    services,
    giveWay: new GiveWay(),
    databaseUrl: stored.schedulingUrl,
    statementTimeoutMs: 5_000,
    concurrency: 2,
    pollMs: 100,
    timeLimitMs,
  });
  running.push(worker);
  await worker.start();
  return worker;
}

const leave = (job: Job<Told>, session: string, runAt = new Date()) =>
  database.transaction({ firmId: firm.firmId, personId: null }, async (transaction) => {
    enqueue(transaction, job, { session }, { runAt });
  });

const jobs = async () => {
  const { rows } = await stored.admin.query<{ session: string; attempts: number; max_attempts: number }>(
    "select payload->>'session' as session, attempts, max_attempts from graphile_worker._private_jobs order by id",
  );
  return rows;
};

/** Keeps what became of four jobs from being written, each by itself and all at the same time. */
async function stopWriting(endJobs: () => void): Promise<void> {
  const holder = await stored.admin.connect();
  await holder.query("begin; select from graphile_worker._private_jobs for update");
  endJobs();
  const writing = `from pg_stat_activity where datname = '${stored.name}' and state = 'active'
    and application_name = 'coachwork scheduling jobs' and query like '%delete from%'`;
  await until("four to be written", async () => (await stored.admin.query(`select ${writing}`)).rows.length === 4);
  await stored.admin.query(`select pg_terminate_backend(pid) ${writing}`);
  const failures = () => said.filter(([message]) => message.startsWith("Failed to complete jobs"));
  await until("all to fail", () => failures().length === 4);
  holder.release(true);
}

test("every lane goes on after each restart of the database, however many jobs it interrupted", async () => {
  const [begun, done]: [string[], string[]] = [[], []];
  let mayEnd = Promise.withResolvers<void>();
  const worker = await work(async ({ session }) => {
    begun.push(session);
    if (!session.startsWith("waiting")) return void done.push(session);
    await mayEnd.promise;
    // Two that end apart from one another, so that each is written by itself.
    await pause(session.endsWith("1") ? 0 : 50);
    // So long a limit that nothing but the restart itself makes the lanes begin anew.
  }, 30_000);
  for (const restart of [1, 2, 3]) {
    mayEnd = Promise.withResolvers<void>();
    const waiting = [1, 2].map((place) => `waiting ${restart} ${place}`);
    for (const session of waiting) for (const job of [startSession, expireHold]) await leave(job, session);
    await until("the jobs to begin", () => begun.filter((session) => waiting.includes(session)).length === 4);
    await stopWriting(() => mayEnd.resolve());
    await server.halt();
    await server.start();
    said.length = 0;
    const next = [newId(), newId()];
    const left = async (job: Job<Told>, session: string) =>
      leave(job, session).then(
        () => true,
        () => false,
      );
    await until("the database", () => left(startSession, next[0]!));
    await until("the database", () => left(expireHold, next[1]!));
    await within(5_000, "both lanes to go on", () => next.every((session) => done.includes(session)));
  }
  const from = performance.now();
  await worker.stop();
  running = [];
  expect(performance.now() - from).toBeLessThan(3_000);
});

test("a lane that does not move though work is due is named, and moves again once it can", async () => {
  const done: string[] = [];
  const worker = await work(async ({ session }) => void done.push(session), 1_000);
  try {
    await leave(startSession, "stuck", new Date(Date.now() + 1_000));
    await stored.admin.query("revoke update on graphile_worker._private_jobs from coachwork_scheduling");
    await until("the lane to be named", () => worker.problem !== undefined);
    expect(worker.problem).toMatch(/^No job has been started for \d seconds: startSession\.$/);
    expect(said).toContainEqual([
      expect.stringContaining("none is started"),
      { jobs: ["startSession"], seconds: expect.any(Number) },
    ]);
  } finally {
    await stored.admin.query("grant update on graphile_worker._private_jobs to coachwork_scheduling");
  }
  await until("the job", () => done.includes("stuck"));
  await until("the lane to be well", () => worker.problem === undefined);
});

test("being killed is not a job's fault: it is done however often that happened, and one that fails by itself is named", async () => {
  for (const session of ["unlucky", "given up", "broken"]) await leave(startSession, session);
  const set = (session: string, change: string) =>
    stored.admin.query(`update graphile_worker._private_jobs set ${change} where payload->>'session' = $1`, [session]);
  // In the hands of a process that died at its last try; given up after such; and failed for good.
  await set("unlucky", "attempts = max_attempts, locked_at = now() - interval '1 hour', locked_by = 'dead'");
  await set("given up", "attempts = max_attempts");
  await set("broken", "attempts = max_attempts, last_error = 'No.'");
  const done: string[] = [];
  await work(async ({ session }) => void done.push(session));
  await until("both jobs", () => done.length === 2);
  expect(done.toSorted()).toEqual(["given up", "unlucky"]);
  await until("the log to say so", () => said.some(([message]) => message.startsWith("Jobs have failed for good")));
  expect(said).toContainEqual([expect.stringContaining("graphile_worker.jobs"), { jobs: { startSession: 1 } }]);
  await until("what was done to be written", async () => (await jobs()).length === 1);
  expect((await jobs()).map(({ session }) => session)).toEqual(["broken"]);
  // What docs/operating.md has an operator do about it.
  const failed = "(select array_agg(id) from graphile_worker.jobs where attempts >= max_attempts)";
  await withConnection(stored.ownerUrl, (owner) =>
    owner.query(`select graphile_worker.reschedule_jobs(${failed}, attempts => 0, run_at => now())`),
  );
  await until("the broken job to be tried again", () => done.includes("broken"));
});
