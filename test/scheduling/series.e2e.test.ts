import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient, until } from "@coachwork/testing";
import fc from "fast-check";
import { ownStage } from "../support/stage.ts";

/** Short, so that a test need not wait: what a process dies at is another's after these times. */
const impatient = { JOB_POLL_MS: "100", JOB_TIME_LIMIT_MS: "2000", EVENT_POLL_MS: "300" };
const WEEK = 7 * 86_400_000;

let firm: FirmFactory;
let coach: string;
let participant: string;
let engagement: string;
let asManager: TestClient;
let asCoach: TestClient;
let asClient: TestClient;

const { database, platform, signedIn } = await ownStage(impatient);

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  const manager = await firm.person(["PROGRAM_MANAGER"]);
  coach = await firm.person(["COACH"]);
  participant = await firm.person(["CLIENT"]);
  await firm.availability(coach);
  engagement = await engagementOf();
  const as = (person: string) => signedIn(firm, person);
  [asManager, asCoach, asClient] = [await as(manager), await as(coach), await as(participant)];
});

const engagementOf = (values: Record<string, unknown> = {}) =>
  firm.engagement(
    { coaches: [coach], participants: [participant] },
    { ends_on: day(400), allocation_amount: 1_000, ...values },
  );

const sessionFields = "id status startsAt endsAt originalStart sequence";
const outcome = "conflicts { startsAt code message } userErrors { code field message }";
const series = `id rule firstStart timeZone durationMinutes materialisedUntil endedAt follows { id }
  sessions(first: 100) { nodes { ${sessionFields} } } exceptions(first: 100) { nodes { originalStart code } }`;
const bookText = `mutation($input: BookSeriesInput!) { bookSeries(input: $input) { series { ${series} } ${outcome} } }`;
const changeText = `mutation($input: ChangeSeriesInput!) { changeSeries(input: $input) { series { ${series} } ${outcome} } }`;
const cancelText = `mutation($input: CancelSeriesInput!) {
  cancelSeries(input: $input) { series { ${series} } userErrors { code field message } } }`;
const bookOneText = `mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } userErrors { code } } }`;
const moveText = `mutation($input: RescheduleSessionInput!) {
  rescheduleSession(input: $input) { session { ${sessionFields} series { id } } userErrors { code message } } }`;
const cancelOneText = `mutation($id: ID!) { cancelSession(input: { id: $id }) { session { id } userErrors { code } } }`;

/** Weekly from in two days on, at ten, for an hour. */
const weekly = (more: object = {}) => ({
  engagementId: apiId("engagement", engagement),
  firstStart: `${day(2)}T10:00`,
  durationMinutes: 60,
  rule: "FREQ=WEEKLY;COUNT=4",
  timeZone: "UTC",
  ...more,
});
const book = async (more: object = {}, client = asManager) =>
  (await client.ask(bookText, { input: weekly(more) })).bookSeries;
const change = async (input: object, client = asManager) => (await client.ask(changeText, { input })).changeSeries;
const cancel = async (input: object, client = asManager) => (await client.ask(cancelText, { input })).cancelSeries;
const move = async (id: string, startsAt: Date, minutes = 60, client = asManager) => {
  const input = { id, startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) };
  return (await client.ask(moveText, { input })).rescheduleSession;
};
const bookOne = async (startsAt: Date, more: object = {}) => {
  const endsAt = new Date(startsAt.getTime() + 3_600_000);
  const input = { engagementId: apiId("engagement", engagement), startsAt, endsAt, ...more };
  return (await asManager.ask(bookOneText, { input })).bookSession;
};
/** A slot that somebody holds, or held. */
const heldUntil = (startsAt: Date, until: Date) =>
  firm.session(engagement, { coaches: [coach], startsAt }, { status: "HELD", held_until: until });
const seriesNow = async (id: string, client = asManager) =>
  (await client.ask(`query($id: ID!) { node(id: $id) { ... on SessionSeries { ${series} } } }`, { id })).node;
const available = async () => {
  const text = "query($id: ID!) { engagement(id: $id) { allocationAvailable allocationReserved allocationForfeited } }";
  return (await asManager.ask(text, { id: apiId("engagement", engagement) })).engagement;
};

const iso = (instant: Date | number) =>
  new Date(instant)
    .toISOString()
    .replace(/\.?0*Z$/, "Z")
    .replace(/\.000Z$/, "Z");
const startsOf = (one: AnyData): string[] => one.sessions.nodes.map(({ startsAt }: AnyData) => startsAt);
const confirmedOf = (one: AnyData): AnyData[] =>
  one.sessions.nodes.filter(({ status }: AnyData) => status === "CONFIRMED");
const codesOf = ({ userErrors }: AnyData) => userErrors.map(({ code }: { code: string }) => code);
const weeks = (first: Date, count: number, minutes = 0) =>
  Array.from({ length: count }, (_, index) => iso(first.getTime() + index * WEEK + minutes * 60_000));
const count = async (table: string) => {
  const { rows } = await database.admin.query<{ count: number }>(
    `select count(*)::integer as count from ${table} where firm_id = $1`,
    [firm.firmId],
  );
  return rows[0]!.count;
};

describe("a series that is booked", () => {
  test("is at the same time of day on its zone's clock, on both sides of a change of the clocks", async () => {
    const zones = ["America/New_York", "Europe/London", "America/Santiago", "Australia/Lord_Howe"];
    const hour = (zone: string, instant: number) =>
      new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(instant);
    const noon = (days: number) => at(days, 12).getTime();
    const timeZone = zones.find((zone) => hour(zone, noon(10)) !== hour(zone, noon(170)))!;
    const booked = await book({ firstStart: `${day(3)}T09:00`, timeZone, rule: "freq=weekly;count=24" });
    expect(booked.userErrors).toEqual([]);
    expect(booked.series).toMatchObject({
      rule: "FREQ=WEEKLY;COUNT=24",
      firstStart: `${day(3)}T09:00`,
      timeZone,
      durationMinutes: 60,
      endedAt: null,
      follows: null,
    });
    const starts = startsOf(booked.series).map((text) => Date.parse(text));
    expect(starts.map((start) => hour(timeZone, start))).toEqual(Array.from({ length: 24 }, () => "09:00"));
    expect(new Set(starts.map((start) => start % WEEK)).size).toBe(2);
    for (const session of booked.series.sessions.nodes) expect(session.originalStart).toBe(session.startsAt);
  });

  test("has whole sessions: a coach's time, who is expected, an event, a part of the allocation", async () => {
    const booked = await book({}, asClient);
    expect(startsOf(booked.series)).toEqual(weeks(at(2, 10), 4));
    expect(booked.conflicts).toEqual([]);
    for (const table of ["session", "session_coach", "attendance", "allocation_entry"])
      expect(await count(table)).toBe(4);
    expect(await available()).toMatchObject({ allocationAvailable: 996, allocationReserved: 4 });
    const { rows } = await database.admin.query(
      "select type, count(*)::integer as count from event where firm_id = $1 group by type order by type",
      [firm.firmId],
    );
    expect(rows).toEqual([
      { type: "series.booked", count: 1 },
      { type: "session.booked", count: 4 },
    ]);
  });

  test("is booked once under one idempotency key", async () => {
    const all = await Promise.all([1, 2, 3].map(() => book({ idempotencyKey: "once" })));
    expect(new Set(all.map((one) => one.series.id)).size).toBe(1);
    expect(await count("session")).toBe(4);
  });

  test("goes on for 180 days, and for 100 sessions at most", async () => {
    const endless = await book({ rule: "FREQ=WEEKLY" });
    expect(startsOf(endless.series)).toEqual(weeks(at(2, 10), 26));
    const daily = await book({ rule: "FREQ=DAILY", firstStart: `${day(1)}T14:00` });
    expect(daily.series.sessions.nodes).toHaveLength(100);
    expect(daily.series.materialisedUntil).toBe(iso(at(101, 14)));
  });

  test("takes the time of a hold that is over", async () => {
    await heldUntil(at(9, 10), new Date(Date.now() - 1_000));
    const { series: booked, conflicts } = await book();
    expect(conflicts).toEqual([]);
    expect(startsOf(booked)).toEqual(weeks(at(2, 10), 4));
    await heldUntil(at(9, 12), new Date(Date.now() - 1_000));
    const later = await change({ id: booked.id, from: at(2, 10), firstStart: `${day(2)}T12:00` });
    expect(later.userErrors).toEqual([]);
    expect(startsOf(later.series)).toEqual(weeks(at(2, 12), 4));
  });

  test("without an end goes on to the engagement's", async () => {
    await database.admin.query("update engagement set ends_on = $2 where firm_id = $1", [firm.firmId, day(16)]);
    const booked = await book({ rule: "FREQ=WEEKLY" });
    expect(startsOf(booked.series)).toEqual(weeks(at(2, 10), 3));
    const late = await book({ rule: "FREQ=WEEKLY", firstStart: `${day(17)}T12:00` });
    expect(late.userErrors[0]).toMatchObject({ code: "INVALID", field: ["input", "firstStart"] });
  });

  test("is in its coach's zone where nobody says otherwise, and with whom it was asked for", async () => {
    await database.admin.query("update availability set time_zone = 'Asia/Kolkata' where firm_id = $1", [firm.firmId]);
    const booked = await book({ timeZone: null, coachIds: [apiId("person", coach)] });
    expect(booked.series.timeZone).toBe("Asia/Kolkata");
    expect(startsOf(booked.series)).toEqual(weeks(at(2, 4, 30), 4));
    const text = "query($id: ID!) { node(id: $id) { ... on SessionSeries { coaches { coach { id } } } } }";
    const { node } = await asClient.ask(text, { id: booked.series.id });
    expect(node.coaches).toEqual([{ coach: { id: apiId("person", coach) } }]);
  });

  test("shows whoever sees dates only that there is one, and not when", async () => {
    const { id } = (await book()).series;
    const finance = await signedIn(firm, await firm.person(["FINANCE"]));
    const text = `query($id: ID!) { node(id: $id) { ... on SessionSeries { id rule timeZone firstStart durationMinutes
      sessions(first: 5) { nodes { date startsAt originalStart series { id } } } exceptions(first: 5) { nodes { id } } } } }`;
    const hidden = { rule: null, timeZone: null, firstStart: null, durationMinutes: null, exceptions: { nodes: [] } };
    expect((await finance.ask(text, { id })).node).toEqual({
      id,
      ...hidden,
      sessions: {
        nodes: [2, 9, 16, 23].map((offset) => ({
          date: day(offset),
          startsAt: null,
          originalStart: null,
          series: { id },
        })),
      },
    });
  });
});

describe("a series some of whose sessions cannot be", () => {
  const conflicted = async () => {
    await bookOne(at(9, 10, 30));
    await database.admin.query("update engagement set ends_on = $2 where firm_id = $1", [firm.firmId, day(20)]);
  };
  const conflicts = [
    { startsAt: iso(at(9, 10)), code: "SLOT_TAKEN", message: expect.stringContaining("person_") },
    { startsAt: iso(at(23, 10)), code: "OUTSIDE_ENGAGEMENT", message: expect.stringContaining(day(23)) },
  ];

  test("is not booked, and each that stands against it is named", async () => {
    await conflicted();
    const refused = await book();
    expect(refused).toMatchObject({ series: null, conflicts });
    expect(refused.userErrors).toEqual([
      {
        code: "CONFLICTS",
        field: null,
        message:
          "2 of 4 sessions cannot be booked; `conflicts` names them: change the series, or ask for what is POSSIBLE.",
      },
    ]);
    for (const table of ["series", "series_exception"]) expect(await count(table)).toBe(0);
    expect(await count("session")).toBe(1);
  });

  test("is booked without them where what is possible is asked for", async () => {
    await conflicted();
    const booked = await book({ book: "POSSIBLE" });
    expect(booked).toMatchObject({ conflicts, userErrors: [] });
    expect(startsOf(booked.series)).toEqual([iso(at(2, 10)), iso(at(16, 10))]);
    expect(booked.series.exceptions.nodes).toEqual(
      conflicts.map(({ startsAt, code }) => ({ originalStart: startsAt, code })),
    );
    // Nothing half done stays of those that could not be.
    for (const table of ["session", "session_coach", "attendance"]) expect(await count(table)).toBe(3);
  });

  test("names what the coach's week, calendar and notice have against it", async () => {
    const windows = [1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, 9 * 60, 12 * 60] as const);
    const other = await firm.person(["COACH"]);
    await firm.availability(other, { windows: windows as never, minimum_notice_minutes: 3 * 1440 });
    engagement = await firm.engagement({ coaches: [other], participants: [participant] });
    const calendar = { coach_id: other, name: "Own", imported_at: new Date(), covered_until: at(400, 0), source: "" };
    const calendarId = await firm.row("busy_calendar", calendar);
    await database.admin.query(
      "insert into busy_time (firm_id, calendar_id, coach_id, starts_at, ends_at) values ($1, $2, $3, $4, $5)",
      [firm.firmId, calendarId, other, at(16, 10, 59), at(16, 12)],
    );
    const refused = await book();
    expect(refused.conflicts.map(({ startsAt, code }: AnyData) => [startsAt, code])).toEqual([
      [iso(at(2, 10)), "TOO_SHORT_NOTICE"],
      [iso(at(16, 10)), "SLOT_TAKEN"],
    ]);
    const evening = await book({ firstStart: `${day(4)}T11:30` });
    expect(new Set(evening.conflicts.map(({ code }: AnyData) => code))).toEqual(new Set(["OUTSIDE_AVAILABILITY"]));
    const none = await book({ firstStart: `${day(4)}T11:30`, book: "POSSIBLE" });
    expect(codesOf(none)).toEqual(["CONFLICTS"]);
    expect(await count("series")).toBe(0);
  });

  test("that would overlap itself is not booked", async () => {
    const refused = await book({ rule: "FREQ=DAILY;COUNT=3;BYHOUR=10,11", durationMinutes: 90 });
    expect(refused.conflicts.map(({ startsAt }: AnyData) => startsAt)).toEqual([iso(at(2, 11))]);
  });

  test("is bounded by what is left of the allocation", async () => {
    engagement = await engagementOf({ allocation_amount: 3 });
    const refused = await book({ rule: "FREQ=WEEKLY;COUNT=5" });
    expect(refused.conflicts.map(({ code }: AnyData) => code)).toEqual([
      "ALLOCATION_EXHAUSTED",
      "ALLOCATION_EXHAUSTED",
    ]);
    expect(await available()).toMatchObject({ allocationAvailable: 3 });
    const booked = await book({ rule: "FREQ=WEEKLY;COUNT=5", book: "POSSIBLE" });
    expect(startsOf(booked.series)).toEqual(weeks(at(2, 10), 3));
    expect(await available()).toMatchObject({ allocationAvailable: 0, allocationReserved: 3 });
  });

  test("without a coach on some of its days is not booked", async () => {
    await database.admin.query("update engagement_coach set left_on = $2 where firm_id = $1", [firm.firmId, day(10)]);
    expect((await book()).conflicts.map(({ code }: AnyData) => code)).toEqual(["NO_COACH", "NO_COACH"]);
  });
});

describe("a series that cannot be", () => {
  const refused = async (more: object) => {
    const payload = await book(more);
    expect(payload).toMatchObject({ series: null, conflicts: [] });
    expect(await count("series")).toBe(0);
    return payload.userErrors[0];
  };

  test("has no rule, or another than its first start", async () => {
    expect(await refused({ rule: "every week" })).toMatchObject({ code: "INVALID", field: ["input", "rule"] });
    expect(await refused({ rule: "FREQ=HOURLY" })).toMatchObject({ code: "INVALID", field: ["input", "rule"] });
    expect(await refused({ rule: `FREQ=WEEKLY;${"X".repeat(2_000)}` })).toMatchObject({ code: "INVALID" });
    const weekday = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"][(at(2, 0).getUTCDay() + 1) % 7];
    expect(await refused({ rule: `FREQ=WEEKLY;BYDAY=${weekday}` })).toMatchObject({
      field: ["input", "firstStart"],
      message: expect.stringContaining(`${day(3)}T10:00`),
    });
    expect(await refused({ firstStart: "tomorrow" })).toMatchObject({
      code: "INVALID",
      field: ["input", "firstStart"],
    });
  });

  test("begins in the past, or so late that nothing of it can be booked yet", async () => {
    expect(await refused({ firstStart: `${day(-1)}T10:00` })).toMatchObject({ code: "SLOT_IN_PAST" });
    expect(await refused({ firstStart: `${day(182)}T10:00` })).toMatchObject({ field: ["input", "firstStart"] });
  });

  test("takes no time, or all day", async () => {
    for (const durationMinutes of [0, 4, 721])
      expect(await refused({ durationMinutes })).toMatchObject({
        code: "INVALID",
        field: ["input", "durationMinutes"],
      });
  });

  test("is with a stranger, with nobody, or in an engagement that is paused", async () => {
    const stranger = apiId("person", await firm.person(["COACH"]));
    expect(await refused({ coachIds: [stranger] })).toMatchObject({
      code: "NO_COACH",
      field: ["input", "coachIds", "0"],
    });
    expect(await refused({ coachIds: [] })).toMatchObject({ code: "INVALID" });
    await database.admin.query("update engagement set status = 'PAUSED' where firm_id = $1", [firm.firmId]);
    expect(await refused({})).toMatchObject({ code: "ENGAGEMENT_NOT_ACTIVE" });
  });

  test("is asked for by somebody who is not in the engagement", async () => {
    const stranger = await signedIn(firm, await firm.person(["CLIENT"]));
    expect(codesOf(await book({}, stranger))).toEqual(["NOT_FOUND"]);
    const { id } = (await book()).series;
    expect(codesOf(await cancel({ id }, stranger))).toEqual(["NOT_FOUND"]);
    expect(codesOf(await change({ id, from: at(9, 10), durationMinutes: 30 }, stranger))).toEqual(["NOT_FOUND"]);
  });
});

describe("one session of a series", () => {
  test("that is moved keeps its original start, and is its series' still", async () => {
    const booked = await book();
    const second = booked.series.sessions.nodes[1];
    const moved = await move(second.id, at(10, 15), 30, asCoach);
    expect(moved).toMatchObject({
      session: { id: second.id, startsAt: iso(at(10, 15)), originalStart: iso(at(9, 10)), sequence: 1 },
      userErrors: [],
    });
    expect(moved.session.series).toEqual({ id: booked.series.id });
  });

  test("that is called off is called off alone", async () => {
    const booked = await book();
    await asCoach.ask(cancelOneText, { id: booked.series.sessions.nodes[1].id });
    const left = await seriesNow(booked.series.id);
    expect(left.sessions.nodes.map(({ status }: AnyData) => status)).toEqual([
      "CONFIRMED",
      "CANCELLED",
      "CONFIRMED",
      "CONFIRMED",
    ]);
    expect(await available()).toMatchObject({ allocationReserved: 3 });
  });
});

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

describe("a series that is called off", () => {
  test("as a whole has no session left, and its allocation is free again", async () => {
    const { id } = (await book()).series;
    const { series: left, userErrors } = await cancel({ id, reason: " Elsewhere " }, asCoach);
    expect(userErrors).toEqual([]);
    expect(left.endedAt).not.toBeNull();
    expect(confirmedOf(left)).toEqual([]);
    expect(await available()).toMatchObject({ allocationReserved: 0, allocationForfeited: 0 });
    expect((await book()).userErrors).toEqual([]);
    const { rows } = await database.admin.query(
      "select distinct cancelled_by, cancellation_reason from session where firm_id = $1 and status = 'CANCELLED'",
      [firm.firmId],
    );
    expect(rows).toEqual([{ cancelled_by: "COACH", cancellation_reason: "Elsewhere" }]);
    expect(codesOf(await cancel({ id }))).toEqual(["WRONG_STATUS"]);
    expect(codesOf(await change({ id, from: at(9, 10), durationMinutes: 30 }))).toEqual(["WRONG_STATUS"]);
  });

  test("from one session on keeps those before, also where one was moved behind it", async () => {
    const booked = await book();
    await move(booked.series.sessions.nodes[1].id, at(30, 12));
    await move(booked.series.sessions.nodes[3].id, at(4, 12));
    const { series: left } = await cancel({ id: booked.series.id, from: at(16, 10) });
    expect(left).toMatchObject({ rule: "FREQ=WEEKLY;COUNT=2", endedAt: null });
    expect(confirmedOf(left).map(({ startsAt }) => startsAt)).toEqual([iso(at(2, 10)), iso(at(30, 12))]);
    expect(await available()).toMatchObject({ allocationReserved: 2 });
    const { userErrors } = await cancel({ id: booked.series.id, from: at(16, 11) });
    expect(userErrors[0]).toMatchObject({ code: "INVALID", field: ["input", "from"] });
  });

  test("by a client costs what each of its sessions costs, and only where the policy lets clients", async () => {
    const soon = new Date(Math.ceil((Date.now() + 5 * 3_600_000) / 60_000) * 60_000).toISOString().slice(0, 16);
    const { id } = (await book({ firstStart: soon })).series;
    const policy = `mutation($input: SetCancellationPolicyInput!) { setCancellationPolicy(input: $input) { userErrors { code } } }`;
    await asManager.ask(policy, { input: { noticeMinutes: 1440, clientsCancel: "UNTIL_NOTICE" } });
    expect(codesOf(await cancel({ id }, asClient))).toEqual(["POLICY"]);
    expect(confirmedOf(await seriesNow(id))).toHaveLength(4);
    await asManager.ask(policy, { input: { noticeMinutes: 1440, clientsCancel: "ALWAYS" } });
    expect((await cancel({ id }, asClient)).userErrors).toEqual([]);
    expect(await available()).toMatchObject({ allocationReserved: 0, allocationForfeited: 1 });
  });
});

describe("a series that goes on otherwise", () => {
  test("is another one, that has its later sessions: the same, at another time", async () => {
    const booked = await book({ rule: "FREQ=WEEKLY;COUNT=5" });
    const nodes = booked.series.sessions.nodes;
    await asCoach.ask(cancelOneText, { id: nodes[2].id });
    await move(nodes[3].id, at(24, 16));
    const later = await change({
      id: booked.series.id,
      from: at(9, 10),
      firstStart: `${day(10)}T11:30`,
      durationMinutes: 90,
    });
    expect(later).toMatchObject({ conflicts: [], userErrors: [] });
    expect(later.series).toMatchObject({
      rule: "FREQ=WEEKLY;COUNT=4",
      firstStart: `${day(10)}T11:30`,
      durationMinutes: 90,
      follows: { id: booked.series.id },
      // Its session was called off, so that it does not come again.
      exceptions: { nodes: [{ originalStart: iso(at(17, 11, 30)), code: null }] },
    });
    expect(
      later.series.sessions.nodes.map(({ id, startsAt, originalStart }: AnyData) => [id, startsAt, originalStart]),
    ).toEqual([
      [nodes[1].id, iso(at(10, 11, 30)), iso(at(10, 11, 30))],
      [nodes[3].id, iso(at(24, 16)), iso(at(24, 11, 30))],
      [nodes[4].id, iso(at(31, 11, 30)), iso(at(31, 11, 30))],
    ]);
    const earlier = await seriesNow(booked.series.id);
    expect(earlier).toMatchObject({ rule: "FREQ=WEEKLY;COUNT=1", endedAt: null });
    expect(earlier.sessions.nodes.map(({ id, status }: AnyData) => [id, status])).toEqual([
      [nodes[0].id, "CONFIRMED"],
      [nodes[2].id, "CANCELLED"],
    ]);
    expect(await available()).toMatchObject({ allocationReserved: 4 });
    const { rows } = await database.admin.query(
      "select count(*)::integer as moves from session_move where firm_id = $1",
      [firm.firmId],
    );
    expect(rows).toEqual([{ moves: 3 }]);
  });

  test("a week later, or half an hour, is not in its own way", async () => {
    const { id, sessions } = (await book({ rule: "FREQ=WEEKLY" })).series;
    const postponed = await change({ id, from: at(2, 10), firstStart: `${day(9)}T10:00` });
    expect(postponed.userErrors).toEqual([]);
    expect(startsOf(postponed.series)).toEqual(weeks(at(9, 10), 26));
    expect(postponed.series.sessions.nodes.map(({ id: session }: AnyData) => session)).toEqual(
      sessions.nodes.map(({ id: session }: AnyData) => session),
    );
    expect((await seriesNow(id)).endedAt).not.toBeNull();
    const shifted = await change({ id: postponed.series.id, from: at(9, 10), firstStart: `${day(9)}T10:30` });
    expect(startsOf(shifted.series)).toEqual(weeks(at(9, 10, 30), 26));
    expect(await available()).toMatchObject({ allocationReserved: 26 });
  });

  test("counts each of its sessions once against what a coach has in a week", async () => {
    await database.admin.query("update availability set most_per_week = 1 where firm_id = $1", [firm.firmId]);
    const { id } = (await book()).series;
    const postponed = await change({ id, from: at(2, 10), firstStart: `${day(9)}T10:00` });
    expect(postponed).toMatchObject({ conflicts: [], userErrors: [] });
    expect((await book({ rule: "FREQ=WEEKLY;COUNT=1", firstStart: `${day(9)}T15:00` })).conflicts).toMatchObject([
      { code: "LIMIT_REACHED" },
    ]);
  });

  test("every other week keeps every other session, and the rest is called off at no cost", async () => {
    const booked = await book({ rule: "FREQ=WEEKLY;COUNT=6" });
    const nodes = booked.series.sessions.nodes;
    const later = await change({ id: booked.series.id, from: at(16, 10), rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=3" });
    expect(confirmedOf(later.series).map(({ id, sequence }) => [id, sequence])).toEqual([
      [nodes[2].id, 0],
      [nodes[4].id, 0],
      [expect.any(String), 0],
    ]);
    expect(startsOf(later.series)).toEqual([iso(at(16, 10)), iso(at(30, 10)), iso(at(44, 10))]);
    expect(confirmedOf(await seriesNow(booked.series.id)).map(({ id }) => id)).toEqual([nodes[0].id, nodes[1].id]);
    expect(await available()).toMatchObject({ allocationReserved: 5, allocationForfeited: 0 });
  });

  test("is as it was where not all of that can be, and goes as far as possible where that is asked for", async () => {
    const booked = await book();
    await bookOne(at(16, 12, 30));
    const asked = { id: booked.series.id, from: at(9, 10), firstStart: `${day(9)}T12:00` };
    const before = await seriesNow(booked.series.id);
    const refused = await change(asked);
    expect(refused).toMatchObject({ series: null, conflicts: [{ startsAt: iso(at(16, 12)), code: "SLOT_TAKEN" }] });
    expect(codesOf(refused)).toEqual(["CONFLICTS"]);
    expect(await seriesNow(booked.series.id)).toEqual(before);

    const done = await change({ ...asked, book: "POSSIBLE" });
    expect(done.userErrors).toEqual([]);
    expect(startsOf(done.series)).toEqual([iso(at(9, 12)), iso(at(23, 12))]);
    expect(done.series.exceptions.nodes).toEqual([{ originalStart: iso(at(16, 12)), code: "SLOT_TAKEN" }]);
    expect(confirmedOf(await seriesNow(booked.series.id))).toHaveLength(1);
    expect(await available()).toMatchObject({ allocationReserved: 4, allocationForfeited: 0 });
    // The old time is free again.
    expect((await bookOne(at(16, 10))).userErrors).toEqual([]);
  });

  test("is not from where none of it is, nor without anything that is otherwise, nor from the past", async () => {
    const { id } = (await book()).series;
    expect((await change({ id, from: at(9, 11), durationMinutes: 30 })).userErrors[0]).toMatchObject({
      code: "INVALID",
      field: ["input", "from"],
    });
    expect(codesOf(await change({ id, from: at(9, 10) }))).toEqual(["REQUIRED"]);
    expect(codesOf(await change({ id, from: at(-1, 10), durationMinutes: 30 }))).toEqual(["INVALID"]);
    const { series: endless } = await book({ rule: "FREQ=WEEKLY", firstStart: `${day(2)}T12:00` });
    const inCenturies = new Date(at(2, 12).getTime() + 100_000 * WEEK);
    expect((await cancel({ id: endless.id, from: inCenturies })).userErrors[0]).toMatchObject({
      code: "INVALID",
      field: ["input", "from"],
      message: expect.stringContaining("more than ten years ahead"),
    });
    expect(codesOf(await change({ id, from: at(9, 10), firstStart: `${day(-1)}T10:00` }))).toEqual(["SLOT_IN_PAST"]);
    expect(codesOf(await change({ id, from: at(9, 10), durationMinutes: 3 }))).toEqual(["INVALID"]);
  });

  test("by a client only where the policy lets clients move each of its sessions", async () => {
    const soon = new Date(Math.ceil((Date.now() + 5 * 3_600_000) / 60_000) * 60_000);
    const { id } = (await book({ firstStart: soon.toISOString().slice(0, 16) })).series;
    expect(codesOf(await change({ id, from: soon, durationMinutes: 30 }, asClient))).toEqual(["POLICY"]);
    const next = new Date(soon.getTime() + WEEK);
    expect(codesOf(await change({ id, from: next, durationMinutes: 30 }, asClient))).toEqual([]);
  });

  test("by a client calls off what cannot be moved only where the policy lets clients, and at its cost", async () => {
    const policy = `mutation($input: SetCancellationPolicyInput!) { setCancellationPolicy(input: $input) { userErrors { code } } }`;
    const set = (clientsCancel: string, noticeMinutes: number) =>
      asManager.ask(policy, { input: { noticeMinutes, clientsCancel, clientsReschedule: "ALWAYS" } });
    await bookOne(at(9, 12));
    const { id } = (await book()).series;
    const later = { id, from: at(2, 10), firstStart: `${day(2)}T12:00`, book: "POSSIBLE" };
    await set("NEVER", 60);
    expect(codesOf(await change(later, asClient))).toEqual(["POLICY"]);
    expect(confirmedOf(await seriesNow(id))).toHaveLength(4);
    await set("ALWAYS", 20_160);
    const { series: changed, conflicts } = await change(later, asClient);
    expect(conflicts).toMatchObject([{ startsAt: iso(at(9, 12)), code: "SLOT_TAKEN" }]);
    expect(confirmedOf(changed)).toHaveLength(3);
    expect(await available()).toMatchObject({ allocationForfeited: 1 });
  });
});

describe("in a storm", () => {
  const overlaps = async () => {
    const { rows } = await database.admin.query(
      `select a.session_id from session_coach a join session_coach b
         on b.firm_id = a.firm_id and b.coach_id = a.coach_id and b.session_id <> a.session_id and a.blocked && b.blocked
       where a.firm_id = $1 and a.blocks and b.blocks`,
      [firm.firmId],
    );
    return rows.length;
  };
  const failures = (answers: readonly AnyData[]) => answers.flatMap(({ errors }) => errors ?? []);

  test("series that cross each other are booked one after the other: no session twice, no error", async () => {
    const others = await Promise.all(Array.from({ length: 6 }, () => engagementOf()));
    const asked = others.map((other, index) => ({
      ...weekly({ rule: "FREQ=WEEKLY;COUNT=20", firstStart: `${day(2)}T10:${index}0` }),
      engagementId: apiId("engagement", other),
    }));
    const answers = await Promise.all(asked.map((input) => asManager.send(bookText, { input })));
    expect(failures(answers)).toEqual([]);
    const booked = answers.filter(({ data }) => data.bookSeries.series !== null);
    expect(booked).toHaveLength(1);
    for (const { data } of answers.filter((answer) => answer !== booked[0]))
      expect(data.bookSeries.conflicts).toHaveLength(20);
    expect(await count("session")).toBe(20);
    expect(await overlaps()).toBe(0);
  });

  test("what is possible is booked, and each start is a session or an exception", async () => {
    const second = await firm.person(["COACH"]);
    await firm.availability(second, { buffer_after_minutes: 10 });
    const others = await Promise.all(
      Array.from({ length: 6 }, () =>
        firm.engagement(
          { coaches: [coach, second], participants: [participant] },
          { ends_on: day(400), allocation_amount: 50 },
        ),
      ),
    );
    const rules = ["FREQ=DAILY;COUNT=20", "FREQ=DAILY;INTERVAL=2;COUNT=15", "FREQ=DAILY;COUNT=20;BYHOUR=10,12"];
    const asked = others.map((other, index) => ({
      ...weekly({
        rule: rules[index % 3],
        firstStart: `${day(2 + (index % 2))}T10:${index % 2 ? "30" : "00"}`,
        book: "POSSIBLE",
      }),
      engagementId: apiId("engagement", other),
      durationMinutes: index > 3 ? 150 : 60,
    }));
    // With single bookings in between.
    const single = (offset: number) => {
      const input = {
        engagementId: apiId("engagement", engagement),
        startsAt: at(offset, 10, 15),
        endsAt: at(offset, 11, 15),
      };
      return asManager.send(bookOneText, { input });
    };
    const answers = await Promise.all([
      ...asked.map((input) => asManager.send(bookText, { input })),
      ...[4, 9, 14, 19].map(single),
    ]);
    expect(failures(answers)).toEqual([]);
    expect(await overlaps()).toBe(0);
    for (const [index, { data }] of answers.slice(0, 6).entries()) {
      const { series: one, conflicts } = data.bookSeries;
      const expected = Number(/COUNT=(\d+)/.exec(asked[index]!.rule)![1]);
      if (one === null) expect(conflicts).toHaveLength(expected);
      else expect(one.sessions.nodes.length + one.exceptions.nodes.length).toBe(expected);
    }
  });

  test("however series and their sessions are changed by several at once, every start has one session or one exception", async () => {
    const step = fc.record({
      what: fc.constantFrom("cancelOne", "moveOne", "moveOne", "change", "change", "cancelFrom", "bookOne"),
      which: fc.nat(9),
      hour: fc.integer({ min: 8, max: 18 }),
      days: fc.nat(20),
      rule: fc.constantFrom(
        undefined,
        undefined,
        "FREQ=DAILY;COUNT=8",
        "FREQ=DAILY;INTERVAL=2;COUNT=6",
        "FREQ=WEEKLY;COUNT=3",
      ),
      possible: fc.constantFrom("ALL", "POSSIBLE", "POSSIBLE"),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 6 }),
        async (turns) => {
          firm = await FirmFactory.create(database.admin);
          coach = await firm.person(["COACH"]);
          await firm.availability(coach);
          participant = await firm.person(["CLIENT"]);
          engagement = await engagementOf({ allocation_amount: 25 });
          const manager = await firm.person(["PROGRAM_MANAGER"]);
          asManager = await signedIn(firm, manager);
          await book({ rule: "FREQ=DAILY;COUNT=10", firstStart: `${day(2)}T10:00` });
          for (const turn of turns) {
            const { rows: known } = await database.admin.query<{ id: string; series: string | null; original: Date }>(
              "select id, series_id as series, original_start as original from session where firm_id = $1 order by created_at, original_start, id",
              [firm.firmId],
            );
            const answers = await Promise.all(
              turn.map(({ what, which, hour, days, rule, possible }) => {
                const { id, series: ofSeries, original } = known[which % known.length]!;
                const startsAt = at(2 + days, hour);
                const endsAt = new Date(startsAt.getTime() + 5_400_000);
                const one = apiId("session", id);
                if (what === "cancelOne") return asManager.send(cancelOneText, { id: one });
                if (what === "moveOne") return asManager.send(moveText, { input: { id: one, startsAt, endsAt } });
                if (what === "bookOne" || ofSeries === null) {
                  const input = { engagementId: apiId("engagement", engagement), startsAt, endsAt };
                  return asManager.send(bookOneText, { input });
                }
                const input = { id: apiId("series", ofSeries), from: original };
                if (what === "cancelFrom") return asManager.send(cancelText, { input });
                const firstStart = `${day(2 + days)}T${String(hour).padStart(2, "0")}:00`;
                return asManager.send(changeText, { input: { ...input, firstStart, rule, book: possible } });
              }),
            );
            expect(failures(answers)).toEqual([]);
          }
          expect(await overlaps()).toBe(0);
          await expectSeriesToHold();
        },
      ),
      { numRuns: 15 },
    );
  });

  /** Every start that a series' rule has is a session of it or an exception, and not both; the ledger has what the sessions take. */
  async function expectSeriesToHold(): Promise<void> {
    const { rows } = await database.admin.query<{ id: string; rule: string; ended: boolean; first: string }>(
      "select id, rule, first_start as first, ended_at is not null as ended from series where firm_id = $1",
      [firm.firmId],
    );
    for (const { id, rule, ended, first } of rows) {
      const { rows: named } = await database.admin.query<{ start: Date; kind: string }>(
        `select original_start as start, status as kind from session where firm_id = $1 and series_id = $2
         union all select original_start, 'EXCEPTION' from series_exception where firm_id = $1 and series_id = $2`,
        [firm.firmId, id],
      );
      const starts = named.map(({ start }) => start.getTime());
      expect(new Set(starts).size).toBe(starts.length);
      const live = named.filter(({ kind }) => kind === "CONFIRMED").map(({ start }) => start.getTime());
      if (ended) {
        expect(live).toEqual([]);
        continue;
      }
      const [, frequency, interval = "1", number] = /^FREQ=(\w+)(?:;INTERVAL=(\d))?;COUNT=(\d+)$/.exec(rule)!;
      const pace = Number(interval) * (frequency === "DAILY" ? 1 : 7) * 86_400_000;
      const expected = Array.from({ length: Number(number) }, (_, index) => Date.parse(`${first}Z`) + index * pace);
      expect(starts).toEqual(expect.arrayContaining(expected));
      expect(expected).toEqual(expect.arrayContaining(live));
    }
    const { rows: taken } = await database.admin.query<{ sessions: number; reserved: number }>(
      `select (select count(*) from session where firm_id = $1 and status = 'CONFIRMED')::integer as sessions,
         (select coalesce(sum(case kind when 'RESERVE' then 1 else -1 end), 0) from allocation_entry where firm_id = $1)::integer as reserved`,
      [firm.firmId],
    );
    expect(taken[0]!.reserved).toBe(taken[0]!.sessions);
  }
});
