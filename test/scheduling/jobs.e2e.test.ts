import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { startScheduling } from "@coachwork/infra/applications";
import { Database, executeWithoutActor, systemClock as clock } from "@coachwork/platform";
import type { EventType, NewEvent } from "@coachwork/schema";
import { apiId, at, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { deafBus } from "../support/deaf-bus.ts";
import { serviceSecret } from "../support/platform.ts";
import { beginAt, inHours } from "../support/due.ts";
import { ownStage } from "../support/stage.ts";
import { statementsAbout } from "./on-shard.ts";

/** Short, so that a test need not wait: what a process dies at is another's after these times. */
const impatient = { JOB_POLL_MS: "100", JOB_TIME_LIMIT_MS: "1000", EVENT_POLL_MS: "300" };

let database: Database;
let firm: FirmFactory;
let coach: string;
let engagement: string;

const { database: stored, platform, signedIn } = await ownStage(impatient, { isLogged: true });

beforeAll(async () => {
  database = await Database.connect({
    url: stored.schedulingUrl,
    poolSize: 4,
    statementTimeoutMs: 5_000,
    applicationName: "test",
  });
});
afterAll(async () => {
  await database?.close();
});
beforeEach(async () => {
  firm = await FirmFactory.create(stored.admin);
  coach = await firm.person(["COACH"]);
  engagement = await firm.engagement({ coaches: [coach], participants: [await firm.person(["CLIENT"])] });
  await firm.availability(coach);
});

const soon = (ms: number) => new Date(Date.now() + ms);

/** A session in the database, as the factory makes it, and its event, without a wake-up. */
async function told(startsAt: Date, type: Extract<EventType, `session.${"booked" | "cancelled"}`> = "session.booked") {
  const status = type === "session.booked" ? "CONFIRMED" : "CANCELLED";
  // A coach of its own: sessions of one do not overlap.
  const own = await firm.person(["COACH"]);
  const session = await firm.session(engagement, { coaches: [own], startsAt }, { status });
  await tell({ type, ids: { session, engagement, coaches: [own] } });
  return session;
}

async function tell(event: NewEvent): Promise<void> {
  await executeWithoutActor({ database, bus: deafBus, clock }, firm.firmId, async (transaction) =>
    transaction.tell(event),
  );
}

const statusOf = async (session: string) => {
  const { rows } = await stored.admin.query<{ status: string }>("select status from session where id = $1", [session]);
  return rows[0]!.status;
};
const started = async () => {
  const { rows } = await stored.admin.query<{ session: string; late: number; actor_id: string | null }>(
    `select ids->>'session' as session, extract(epoch from e.occurred_at - s.starts_at)::float8 * 1000 as late, actor_id
     from event e join session s on s.firm_id = e.firm_id and s.id = (e.ids->>'session')::uuid
     where e.firm_id = $1 and type = 'session.started' order by seq`,
    [firm.firmId],
  );
  return rows;
};
/** The jobs that would start a session. */
const jobsAbout = async (session: string) => {
  const { rows } = await stored.admin.query<{ run_at: Date; attempts: number; revision: number }>(
    `select run_at, attempts, revision from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'startSession' and payload->>'session' = $1`,
    [session],
  );
  return rows;
};

describe("a session that somebody books", () => {
  let manager: TestClient;
  let watcher: TestClient;

  beforeEach(async () => {
    manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
    watcher = await signedIn(firm, coach);
  });
  afterEach(() => watcher.close());

  async function change(name: string, input: object): Promise<string> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const mutation = `mutation($input: ${type}!) { ${name}(input: $input) { session { id } userErrors { code message } } }`;
    const { [name]: payload } = await manager.ask(mutation, { input });
    expect(payload.userErrors).toEqual([]);
    return payload.session.id;
  }
  const times = (startsAt: Date) => ({ startsAt, endsAt: new Date(startsAt.getTime() + 1_800_000) });
  const book = (startsAt: Date) =>
    change("bookSession", {
      engagementId: apiId("engagement", engagement),
      coachIds: [apiId("person", coach)],
      ...times(startsAt),
    });

  test("starts by itself at its time, and its coach sees it", async () => {
    const watching = watcher.follow(
      "subscription($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { type occurredAt session { id status } } }",
      { coach: apiId("person", coach) },
    );
    const id = await book(inHours(1));
    const startsAt = soon(2_000);
    await beginAt(stored, id, startsAt);
    const changes = (await watching.until(2, 20_000)).map(({ data }) => data.scheduleChanged);
    expect(changes.map(({ type, session }) => [type, session.id])).toEqual([
      ["BOOKED", id],
      ["STARTED", id],
    ]);
    expect(changes[1].session.status).toBe("IN_PROGRESS");
    expect(Date.parse(changes[1].occurredAt)).toBeGreaterThanOrEqual(startsAt.getTime() - 5);
    expect((await started()).map(({ actor_id }) => actor_id)).toEqual([null]);
  });

  test("and moves starts at its new time; called off, it never does", async () => {
    const moved = await book(inHours(3));
    await change("rescheduleSession", { id: moved, ...times(inHours(4)) });
    await beginAt(stored, moved, soon(2_000));
    const other = await book(inHours(2));
    await change("rescheduleSession", { id: other, ...times(inHours(1)) });
    await change("cancelSession", { id: other });
    await until("the moved session to start", async () => (await started()).length > 0);
    const [first, ...more] = await started();
    expect([apiId("session", first!.session), more]).toEqual([moved, []]);
    expect(first!.late).toBeGreaterThanOrEqual(-5);
    const uuid = other.replace(/^session_(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    expect(await jobsAbout(uuid)).toEqual([]);
  });
});

test("what was called off by the time its job runs does not start, nor what was moved away", async () => {
  const [off, moved, kept] = [await told(soon(1_500)), await told(soon(1_500)), await told(soon(2_000))];
  await until("the jobs", async () => (await jobsAbout(kept)).length === 1);
  // Behind the log's back, so that the jobs stay as they are.
  await stored.admin.query("update session set status = 'CANCELLED' where id = $1", [off]);
  await stored.admin.query("update session set starts_at = starts_at + interval '1 minute' where id = $1", [moved]);
  await until("the third session to start", async () => (await statusOf(kept)) === "IN_PROGRESS");
  await until("the jobs to be done", async () => (await jobsAbout(off)).length + (await jobsAbout(moved)).length === 0);
  expect([await statusOf(off), await statusOf(moved)]).toEqual(["CANCELLED", "CONFIRMED"]);
  expect((await started()).map(({ session }) => session)).toEqual([kept]);
});

test("a session whose time came while nobody was there starts late, and one that is over, too", async () => {
  const sessions = [await told(soon(-60_000)), await told(at(-2, 9))];
  await told(at(-3, 9), "session.cancelled");
  await until("both sessions to start", async () => (await started()).length === 2);
  expect((await started()).map(({ session }) => session).sort()).toEqual(sessions.sort());
});

/** Ends a process at once, if it is not between two of its lives. */
function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as { code?: string }).code !== "ESRCH") throw error;
  }
}

describe("two services that are killed at any time", () => {
  test("do everything once that is to be done", async () => {
    const second = await startScheduling({
      serviceSecret,
      databaseUrl: stored.schedulingUrl,
      port: 0,
      gatewayPort: 0,
      outbox: platform.outbox,
      logLevel: "warn",
      inherited: impatient,
      log: () => undefined,
    });
    try {
      const near: string[] = [];
      const far: string[] = [];
      let telling = true;
      const killing = (async () => {
        for (let kills = 0; telling || kills < 6; kills += 1) {
          await pause(300 + Math.random() * 1_200);
          kill([platform.scheduling, second][kills % 2]!.pid());
        }
      })();
      for (let count = 0; count < 40; count += 1) {
        near.push(await told(soon(500 + Math.random() * 8_000)));
        far.push(await told(at(3, 9)));
      }
      telling = false;
      await killing;
      await until("all sessions to start", async () => (await started()).length >= near.length);
      for (const session of far) await until("a job for each", async () => (await jobsAbout(session)).length === 1);
      for (const session of near) await until("jobs to be done", async () => (await jobsAbout(session)).length === 0);
      expect((await started()).map(({ session }) => session).sort()).toEqual(near.sort());
      // A second effect of the same event would have revised the job.
      for (const session of far)
        expect(await jobsAbout(session)).toEqual([{ run_at: at(3, 9), attempts: 0, revision: 0 }]);
    } finally {
      await second.stop();
    }
  });
});

test("every statement for it stays on its firm's shard, but the one that looks for firms to read", async () => {
  const tables = new Set(database.source.entityMetadatas.map(({ tableName }) => tableName));
  const ofJobs = ({ application }: { application: string }) => application === "coachwork scheduling";
  const { texts, astray } = await statementsAbout(stored, tables, ofJobs);
  expect(astray).toEqual([expect.stringContaining("where c.last_seq > coalesce(r.seq, 0)")]);
  for (const part of ["for update skip locked", "add_job", 'UPDATE "log_cursor"'])
    expect([part, [...texts].some((text) => text.includes(part))]).toEqual([part, true]);
});
