import { describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, until } from "@coachwork/testing";
import {
  asCoach,
  asManager,
  available,
  book,
  bookOne,
  cancel,
  cancelOneText,
  coach,
  confirmedOf,
  count,
  database,
  engage,
  engagement,
  firm,
  heldUntil,
  iso,
  move,
  participant,
  playOn,
  seriesNow,
  startsOf,
  weeks,
} from "./series-world.ts";
import { mutate } from "../support/mutate.ts";
import { ownStage } from "../support/stage.ts";

/** Short, so that a test need not wait: what a process dies at is another's after these times. */
const impatient = { JOB_POLL_MS: "100", JOB_TIME_LIMIT_MS: "2000", EVENT_POLL_MS: "300" };

const stage = await ownStage(impatient);
const { platform } = stage;
playOn(stage);

describe("as time goes by", () => {
  /** Takes a series back to when it had been booked up to an instant: as if it had been booked so much earlier. */
  async function takeBackTo(id: string, instant: Date): Promise<void> {
    const ids = [firm.firmId, uuidOf(id), instant];
    const later = "select id from session where firm_id = $1 and series_id = $2 and original_start >= $3";
    const client = await database.admin.connect();
    try {
      await client.query("begin");
      // The sessions first, as whoever writes of them locks them: nobody is written to of one while it goes.
      await client.query(`${later} order by id for update`, ids);
      for (const table of ["attendance", "session_coach", "session_move", "allocation_entry", "email"])
        await client.query(`delete from ${table} where firm_id = $1 and session_id in (${later})`, ids);
      await client.query(`delete from identity.commitment where "firmId" = $1 and "sessionId" in (${later})`, ids);
      await client.query(`delete from session where firm_id = $1 and id in (${later})`, ids);
      await client.query("commit");
    } finally {
      await client.query("rollback"); // of what failed
      client.release();
    }
    await database.admin.query("update series set materialised_until = $3 where firm_id = $1 and id = $2", ids);
  }
  const uuidOf = (id: string) => id.replace(/^series_/, "").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

  /** Has the job run now, beside the one that waits for tomorrow. */
  const run = (id: string) =>
    database.admin.query("select graphile_worker.add_job('materialiseSeries', $1::json)", [
      JSON.stringify({ series: uuidOf(id), firmId: firm.firmId }),
    ]);
  const jobsOf = async (id: string) => {
    const { rows } = await database.admin.query<{ run_at: Date; key: string | null }>(
      `select run_at, key from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = 'materialiseSeries' and payload->>'series' = $1 order by run_at`,
      [uuidOf(id)],
    );
    return rows;
  };
  const done = (id: string) =>
    until("the series to be looked after", async () => (await jobsOf(id)).every(({ key }) => key !== null));

  test("a job looks after the series every day", async () => {
    const { id } = (await book({ rule: "FREQ=WEEKLY" })).series;
    await until("the job of tomorrow", async () => (await jobsOf(id)).length === 1);
    const [job] = await jobsOf(id);
    expect(job!.run_at.getTime()).toBeGreaterThan(Date.now() + 23.9 * 3_600_000);
    expect(job!.run_at.getTime()).toBeLessThan(Date.now() + 24.1 * 3_600_000);
    await run(id);
    await done(id);
    expect(await jobsOf(id)).toHaveLength(1);
  });

  test("later sessions have the series' type, coach and seats, and are booked over the same", async () => {
    const second = await firm.person(["COACH"]);
    await firm.availability(second);
    await database.admin.query(
      "update availability_window set start_minute = 540, end_minute = 1020 where firm_id = $1",
      [firm.firmId],
    );
    await engage({}, { coaches: [coach, second], participants: [participant] });
    await database.admin.query(
      "update engagement set format = 'GROUP', ends_on = $3, allocation_amount = 100 where firm_id = $1 and id = $2",
      [firm.firmId, engagement, day(400)],
    );
    const type = { name: "Circle", kind: "REVIEW", durationMinutes: 50, bufferAfterMinutes: 15 };
    const { sessionType } = await mutate(asManager, "createSessionType", type, { answer: "sessionType { id }" });
    const booked = await book(
      {
        ...{
          sessionTypeId: sessionType.id,
          durationMinutes: undefined,
          staffing: "ONE",
          coachIds: [apiId("person", coach)],
        },
        ...{ firstStart: `${day(2)}T20:00`, rule: "FREQ=WEEKLY", override: ["OUTSIDE_AVAILABILITY"] },
        seats: { capacity: 3, minimum: 2, decideMinutes: 60 },
      },
      asCoach,
    );
    expect(booked.userErrors).toEqual([]);
    await takeBackTo(booked.series.id, at(60, 0));
    await run(booked.series.id);
    await done(booked.series.id);
    expect(startsOf(await seriesNow(booked.series.id))).toEqual(weeks(at(2, 20), 26));
    const { rows } = await database.admin.query(
      `select count(*)::integer as count, kind, t.name, capacity, minimum, offer_minutes, s.starts_at - decide_by as decided,
         s.ends_at - s.starts_at as length, array_agg(distinct c.coach_id) as coaches, upper(c.blocked) - s.ends_at as buffer
       from session s join session_coach c on c.session_id = s.id join session_type t using (kind)
       where s.firm_id = $1 and t.firm_id = $1 and t.id = s.session_type_id
       group by 2, 3, 4, 5, 6, 7, 8, 10`,
      [firm.firmId],
    );
    expect(rows).toEqual([
      {
        ...{ count: 26, kind: "REVIEW", name: "Circle", capacity: 3, minimum: 2, offer_minutes: 720 },
        ...{ decided: { hours: 1 }, length: { minutes: 50 }, coaches: [coach], buffer: { minutes: 15 } },
      },
    ]);
    expect(await count("attendance")).toBe(0);
  });

  test("later sessions skip the holidays that the first ones skip", async () => {
    const booked = await book({ rule: "FREQ=WEEKLY", skipsFirmHolidays: true });
    await mutate(asManager, "createHoliday", { name: "Retreat", date: day(72) });
    await takeBackTo(booked.series.id, at(60, 0));
    await run(booked.series.id);
    await done(booked.series.id);
    const series = await seriesNow(booked.series.id);
    expect(startsOf(series)).toEqual(weeks(at(2, 10), 26).filter((start) => start !== iso(at(72, 10))));
    expect(series.exceptions.nodes).toEqual([{ originalStart: iso(at(72, 10)), code: null }]);
  });

  test("its sessions are booked as they come near, once, whoever runs how often, and what was moved or called off stays so", async () => {
    const booked = await book({ rule: "FREQ=WEEKLY" });
    const { id } = booked.series;
    const nodes = booked.series.sessions.nodes;
    await move(nodes[2].id, at(18, 15));
    // Beyond what will be booked next, and before it.
    await move(nodes[3].id, at(170, 15));
    await asManager.ask(cancelOneText, { id: nodes[4].id });
    await takeBackTo(id, at(60, 0));
    const before = (await seriesNow(id)).sessions.nodes;
    expect(before).toHaveLength(9);

    await Promise.all([run(id), run(id), run(id)]);
    await done(id);
    await run(id);
    await done(id);
    const after = await seriesNow(id);
    expect(after.sessions.nodes.map(({ originalStart }: AnyData) => originalStart).sort()).toEqual(
      weeks(at(2, 10), 26).sort(),
    );
    for (const session of before) expect(after.sessions.nodes).toContainEqual(session);
    expect(after.sessions.nodes).toContainEqual(
      expect.objectContaining({ id: nodes[3].id, startsAt: iso(at(170, 15)), originalStart: iso(at(23, 10)) }),
    );
    expect(await available()).toMatchObject({ allocationReserved: 25 });
    for (const table of ["session", "session_coach", "attendance"]) expect(await count(table)).toBe(26);
    expect(await count("series_exception")).toBe(0);
  });

  test("a process that dies at it leaves nothing half done, and another goes on", async () => {
    const { id } = (await book({ rule: "FREQ=DAILY" })).series;
    await takeBackTo(id, at(80, 0));
    const gate = await database.admin.connect();
    try {
      // The job waits here, in the middle of its work.
      await gate.query("begin");
      await gate.query("lock table series_exception, attendance in exclusive mode");
      await run(id);
      await until("the job to be in the middle of its work", async () => {
        const { rows } = await database.admin.query(
          "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%attendance%' and datname = current_database()",
        );
        return rows.length > 0;
      });
      process.kill(platform.scheduling.pid()!, "SIGKILL");
    } finally {
      await gate.query("rollback");
      gate.release();
    }
    await until("another process to go on", async () => (await seriesNow(id)).sessions.nodes.length === 100);
    await done(id);
    expect(await count("session")).toBe(100);
    const { rows } = await database.admin.query(
      `select s.id from session s where s.firm_id = $1 and (
         (select count(*) from session_coach c where c.firm_id = s.firm_id and c.session_id = s.id) <> 1
         or (select count(*) from attendance a where a.firm_id = s.firm_id and a.session_id = s.id) <> 1)`,
      [firm.firmId],
    );
    expect(rows).toEqual([]);
    expect(await available()).toMatchObject({ allocationReserved: 100 });
  });

  test("a session that cannot be booked is left out, with the reason, and its people are told", async () => {
    const { id } = (await book({ rule: "FREQ=WEEKLY" })).series;
    await takeBackTo(id, at(100, 0));
    await bookOne(at(107, 10, 30));
    await run(id);
    await done(id);
    const after = await seriesNow(id);
    expect(after.exceptions.nodes).toEqual([{ originalStart: iso(at(107, 10)), code: "SLOT_TAKEN" }]);
    expect(startsOf(after)).toEqual(weeks(at(2, 10), 26).filter((start) => start !== iso(at(107, 10))));
    const { rows } = await database.admin.query(
      "select ids, actor_id from event where firm_id = $1 and type = 'series.instance_skipped'",
      [firm.firmId],
    );
    expect(rows).toEqual([{ ids: expect.objectContaining({ coaches: [coach], series: uuidOf(id) }), actor_id: null }]);
  });

  test("a hold that is over keeps no session from being booked", async () => {
    const { id } = (await book({ rule: "FREQ=WEEKLY" })).series;
    await takeBackTo(id, at(100, 0));
    await heldUntil(at(107, 10), new Date(Date.now() - 1_000));
    await run(id);
    await done(id);
    expect((await seriesNow(id)).exceptions.nodes).toEqual([]);
  });

  test("it waits while the engagement is paused, goes on with it, and ends with it", async () => {
    const { id } = (await book({ rule: "FREQ=WEEKLY" })).series;
    await takeBackTo(id, at(60, 0));
    const set = (status: string) =>
      database.admin.query("update engagement set status = $2 where firm_id = $1", [firm.firmId, status]);
    await set("PAUSED");
    await run(id);
    await done(id);
    expect((await seriesNow(id)).sessions.nodes).toHaveLength(9);
    expect(await jobsOf(id)).toHaveLength(1);
    await set("ACTIVE");
    await run(id);
    await done(id);
    expect((await seriesNow(id)).sessions.nodes).toHaveLength(26);
    await takeBackTo(id, at(60, 0));
    await set("COMPLETED");
    await until("the job of tomorrow", async () => (await jobsOf(id)).length === 1);
    await database.admin.query(
      "update graphile_worker._private_jobs set run_at = now() where payload->>'series' = $1",
      [uuidOf(id)],
    );
    await until("the last job", async () => (await jobsOf(id)).length === 0);
    expect((await seriesNow(id)).sessions.nodes).toHaveLength(9);
  });

  test("nothing more is booked of what was called off", async () => {
    const { id } = (await book({ rule: "FREQ=WEEKLY" })).series;
    await takeBackTo(id, at(60, 0));
    await cancel({ id, from: at(44, 10) });
    await run(id);
    await done(id);
    expect((await seriesNow(id)).sessions.nodes).toHaveLength(9);
    expect(confirmedOf(await seriesNow(id))).toHaveLength(6);
    await cancel({ id });
    await run(id);
    await done(id);
    expect(confirmedOf(await seriesNow(id))).toHaveLength(0);
  });
});
