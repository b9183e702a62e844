import { describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day } from "@coachwork/testing";
import {
  asClient,
  asCoach,
  asManager,
  available,
  book,
  bookOne,
  bookOneText,
  cancelOneText,
  change,
  changeText,
  coach,
  codesOf,
  confirmedOf,
  count,
  database,
  engage,
  engagement,
  firm,
  iso,
  move,
  participant,
  playOn,
  seriesNow,
  startsOf,
  weeks,
} from "./series-world.ts";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

playOn(await sharedStage());

const idsOf = (series: AnyData) => series.sessions.nodes.map(({ id }: AnyData) => id);
const sessionsText = `query($id: ID!) { node(id: $id) { ... on SessionSeries { timeZone rule overrides
  sessions(first: 100) { nodes { id timeZone date place agenda sequence seatsTaken sessionType { id } attendance { status }
    moves(first: 9) { nodes { startsAt } } seats { status } } } } } }`;
const sessionsOf = async (id: string) => (await asClient.ask(sessionsText, { id })).node.sessions.nodes;

/** The weekday of a day from now, as rules write it. */
const weekday = (days: number) => ["SU", "MO", "TU", "WE", "TH", "FR", "SA"][at(days, 0).getUTCDay()]!;

describe("A series that moves as a whole", () => {
  test("to another day and time needs nothing but its new start: its days and its end move along", async () => {
    const rule = `FREQ=WEEKLY;BYDAY=${weekday(2)},${weekday(4)};UNTIL=${iso(at(25, 10)).replace(/[-:]/g, "")}`;
    const { series } = await book({ rule });
    expect(startsOf(series)).toHaveLength(8);
    const moved = await change({ id: series.id, firstStart: `${day(3)}T15:00` });
    expect(moved).toMatchObject({ conflicts: [], userErrors: [] });
    expect(idsOf(moved.series)).toEqual(idsOf(series));
    expect(startsOf(moved.series)).toEqual(startsOf(series).map((start) => iso(Date.parse(start) + 29 * 3_600_000)));
    expect(moved.series.rule).toContain(`BYDAY=${weekday(3)},${weekday(5)}`);
    expect((await seriesNow(series.id)).endedAt).not.toBeNull();
    // The old times are free again, and there is nothing else to pay.
    expect((await bookOne(at(2, 10))).userErrors).toEqual([]);
    expect(await available()).toMatchObject({ allocationReserved: 9, allocationForfeited: 0 });
  });

  test("keeps of each session what it is: its place, agenda, seats, history, and raises its version", async () => {
    await engage({}, { coaches: [coach], participants: [participant] });
    await database.admin.query("update engagement set format = 'GROUP' where id = $1", [engagement]);
    const { series } = await book({ seats: { capacity: 2, minimum: 1, decideMinutes: 60 }, place: "Room 4" });
    const [first, second] = idsOf(series);
    await mutate(asClient, "takeSeat", { sessionId: first });
    await mutate(asClient, "setSessionAgenda", { id: first, agenda: "Listening" });
    await mutate(asManager, "setSessionPlace", { id: second, place: "Room 5" });
    const moved = await change({ id: series.id, firstStart: `${day(5)}T12:00` });
    const sessions = await sessionsOf(moved.series.id);
    expect(sessions[0]).toMatchObject({
      ...{ id: first, date: day(5), place: "Room 4", agenda: "Listening", sequence: 1, seatsTaken: 1 },
      ...{
        attendance: [{ status: "PENDING" }],
        moves: { nodes: [{ startsAt: iso(at(2, 10)) }] },
        seats: [{ status: "TAKEN" }],
      },
    });
    expect(sessions[1]).toMatchObject({ id: second, place: "Room 5", sequence: 2, seatsTaken: 0 });
    const { rows } = await database.admin.query(
      `select distinct extract(epoch from starts_at - decide_by)::integer as seconds, minimum from session
       where firm_id = $1`,
      [firm.firmId],
    );
    expect(rows).toEqual([{ seconds: 3_600, minimum: 1 }]);
  });

  test("to another zone keeps the local time there, and its sessions are agreed in it", async () => {
    const { series } = await book({ rule: "FREQ=WEEKLY" });
    const timeZone = "Asia/Kolkata";
    const moved = await change({ id: series.id, timeZone });
    expect(moved.userErrors).toEqual([]);
    expect(moved.series).toMatchObject({ timeZone, firstStart: `${day(2)}T10:00` });
    expect(startsOf(moved.series)).toEqual(weeks(at(2, 4, 30), 26));
    expect(idsOf(moved.series)).toEqual(idsOf(series));
    for (const session of await sessionsOf(moved.series.id)) expect(session).toMatchObject({ timeZone });
    const same = await change({ id: moved.series.id, timeZone: "UTC", firstStart: `${day(2)}T04:30` });
    expect(startsOf(same.series)).toEqual(startsOf(moved.series));
    for (const session of await sessionsOf(same.series.id))
      expect(session).toMatchObject({ timeZone: "UTC", sequence: 1 });
  });

  test("by a week, with buffers and longer sessions, takes the places of its own sessions", async () => {
    await database.admin.query("update availability set buffer_after_minutes = 60 where firm_id = $1", [firm.firmId]);
    const { series } = await book({ rule: "FREQ=DAILY;COUNT=20" });
    for (const [firstDay, hour, length] of [
      [3, 10, 60],
      [2, 11, 90],
      [9, 10, 120],
      [4, 9, 60],
    ] as const) {
      const { id } = (await asManager.ask(currentText, { id: series.sessions.nodes[0].id })).node.series;
      const firstStart = `${day(firstDay)}T${String(hour).padStart(2, "0")}:00`;
      const moved = await change({ id, firstStart, durationMinutes: length });
      expect(moved).toMatchObject({ conflicts: [], userErrors: [] });
      expect(idsOf(moved.series)).toEqual(idsOf(series));
      expect(startsOf(moved.series)[19]).toBe(iso(at(firstDay + 19, hour)));
    }
    expect(await count("session")).toBe(20);
    const [first] = series.sessions.nodes;
    const { id: current } = (await asManager.ask(currentText, { id: first.id })).node.series;
    const [refused] = (await change({ id: series.id, durationMinutes: 30 })).userErrors;
    expect(refused).toMatchObject({
      code: "WRONG_STATUS",
      message: expect.stringContaining(`goes on as ${current}: give that id`),
    });
  });
  const currentText = "query($id: ID!) { node(id: $id) { ... on Session { series { id } } } }";

  test("leaves out what has begun, and is refused once nothing is ahead", async () => {
    const { series } = await book({ rule: "FREQ=WEEKLY;COUNT=3" });
    const [first] = idsOf(series);
    const begin = async (count: number) => {
      for (const table of ["session", "series"])
        await database.admin.query(
          table === "session"
            ? `update session set starts_at = starts_at - $2::interval, ends_at = ends_at - $2::interval,
                 original_start = original_start - $2::interval where firm_id = $1`
            : `update series set first_start = to_char(first_start::timestamp - $2::interval, 'YYYY-MM-DD"T"HH24:MI') where firm_id = $1`,
          [firm.firmId, `${count} days`],
        );
    };
    await begin(3);
    const moved = await change({ id: series.id, firstStart: `${day(7)}T10:00` });
    expect(moved.userErrors).toEqual([]);
    expect(idsOf(moved.series)).toEqual(idsOf(series).slice(1));
    expect((await seriesNow(series.id)).sessions.nodes.map(({ id }: AnyData) => id)).toEqual([first]);
    await begin(100);
    const [refused] = (await change({ id: moved.series.id, firstStart: `${day(9)}T10:00` })).userErrors;
    expect(refused).toMatchObject({ code: "WRONG_STATUS" });
  });
});

describe("Sessions that were moved or cancelled by themselves", () => {
  const altered = async () => {
    const { series } = await book({ rule: "FREQ=WEEKLY;COUNT=4" });
    const [, second, third] = idsOf(series);
    await move(second, at(10, 16));
    await asCoach.ask(cancelOneText, { id: third });
    return series;
  };

  test("stay so when their series moves", async () => {
    const series = await altered();
    const [first, second, , fourth] = idsOf(series);
    const moved = await change({ id: series.id, firstStart: `${day(3)}T10:00` });
    expect(moved.userErrors).toEqual([]);
    expect(
      moved.series.sessions.nodes.map(({ id, startsAt, originalStart }: AnyData) => [id, startsAt, originalStart]),
    ).toEqual([
      [first, iso(at(3, 10)), iso(at(3, 10))],
      [second, iso(at(10, 16)), iso(at(10, 10))],
      [fourth, iso(at(24, 10)), iso(at(24, 10))],
    ]);
    expect(moved.series.exceptions.nodes).toEqual([{ originalStart: iso(at(17, 10)), code: null }]);
  });

  test("follow it again if that is asked for", async () => {
    const series = await altered();
    const [first, second, third, fourth] = idsOf(series);
    const moved = await change({ id: series.id, firstStart: `${day(3)}T10:00`, singleChanges: "UNDO" });
    expect(moved.userErrors).toEqual([]);
    expect(startsOf(moved.series)).toEqual(weeks(at(3, 10), 4));
    const ids = idsOf(moved.series);
    expect([ids[0], ids[1], ids[3]]).toEqual([first, second, fourth]);
    expect(idsOf(series)).not.toContain(ids[2]);
    expect(moved.series.exceptions.nodes).toEqual([]);
    // Once more, and alone.
    await move(first, at(3, 18));
    await asCoach.ask(cancelOneText, { id: ids[2] });
    const back = await change({ id: moved.series.id, singleChanges: "UNDO" });
    expect(startsOf(back.series)).toEqual(weeks(at(3, 10), 4));
    expect(confirmedOf(await seriesNow(series.id))).toEqual([]);
    expect(third).not.toBe(ids[2]);
    expect(await available()).toMatchObject({ allocationReserved: 4 });
  });
});

describe("A series that cannot move as a whole", () => {
  test("stays where it is, with each conflict, or moves as far as possible if asked", async () => {
    const { series } = await book();
    await bookOne(at(10, 15));
    const before = await seriesNow(series.id);
    const asked = { id: series.id, firstStart: `${day(3)}T15:00` };
    const refused = await change(asked);
    expect(refused).toMatchObject({ series: null, conflicts: [{ startsAt: iso(at(10, 15)), code: "SLOT_TAKEN" }] });
    expect(await seriesNow(series.id)).toEqual(before);
    const possible = await change({ ...asked, book: "POSSIBLE" });
    expect(startsOf(possible.series)).toEqual([at(3, 15), at(17, 15), at(24, 15)].map(iso));
    expect(possible.conflicts).toHaveLength(1);
  });

  test("loses no session beyond the end of the engagement unasked", async () => {
    await engage();
    await database.admin.query("update engagement set ends_on = $2 where id = $1", [engagement, day(24)]);
    const { series } = await book({ rule: "FREQ=WEEKLY" });
    expect(startsOf(series)).toHaveLength(4);
    const refused = await change({ id: series.id, firstStart: `${day(9)}T10:00` });
    expect(refused).toMatchObject({
      series: null,
      conflicts: [{ startsAt: iso(at(30, 10)), code: "OUTSIDE_ENGAGEMENT" }],
    });
    expect(confirmedOf(await seriesNow(series.id))).toHaveLength(4);
    const possible = await change({ id: series.id, firstStart: `${day(9)}T10:00`, book: "POSSIBLE" });
    expect(startsOf(possible.series)).toEqual(weeks(at(9, 10), 3));
    expect(possible.conflicts).toHaveLength(1);
    expect(await available()).toMatchObject({ allocationReserved: 3, allocationForfeited: 0 });
  });

  test("says so where its rule does not tell where the sessions go", async () => {
    const [date, month] = [at(2, 0).getUTCDate(), at(2, 0).getUTCMonth() + 1];
    const { series } = await book({ rule: `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${date}` });
    const { userErrors } = await change({ id: series.id, firstStart: `${day(3)}T10:00` });
    expect(userErrors[0]).toMatchObject({ code: "INVALID", field: ["input", "rule"] });
    expect(userErrors[0].message).toMatch(/give the new rule too\.$/);
    expect(codesOf(await change({ id: series.id, firstStart: `${day(2)}T12:00` }))).toEqual([]);
  });

  test("is moved by a client only to a slot, and within the policy", async () => {
    const { series } = await book();
    await database.admin.query("update availability set minimum_notice_minutes = 0 where firm_id = $1", [firm.firmId]);
    expect(codesOf(await change({ id: series.id, firstStart: `${day(3)}T10:20` }, asClient))).toEqual(["NOT_A_SLOT"]);
    const policy = { noticeMinutes: 5_000, clientsReschedule: "UNTIL_NOTICE", graceMinutes: 0 };
    await mutate(asManager, "setCancellationPolicy", policy);
    const later = { id: series.id, firstStart: `${day(3)}T12:00` };
    expect(codesOf(await change(later, asClient))).toEqual(["POLICY"]);
    expect(codesOf(await change({ ...later, from: at(9, 10), firstStart: `${day(10)}T12:00` }, asClient))).toEqual([]);
  });
});

describe("What a series is booked over", () => {
  const override = ["OUTSIDE_AVAILABILITY"];

  test("stays when only its rule changes, and must be said again for another time", async () => {
    await database.admin.query(
      "update availability_window set start_minute = 540, end_minute = 1020 where firm_id = $1",
      [firm.firmId],
    );
    const { series } = await book({ firstStart: `${day(2)}T20:00`, override }, asCoach);
    const rule = "FREQ=WEEKLY;INTERVAL=2;COUNT=4";
    expect(codesOf(await change({ id: series.id, rule }, asClient))).toEqual(["CONFLICTS"]);
    const changed = await change({ id: series.id, rule }, asCoach);
    expect(changed.userErrors).toEqual([]);
    const overrides = async (id: string) => (await asCoach.ask(sessionsText, { id })).node.overrides;
    expect(await overrides(changed.series.id)).toEqual(override);
    const evening = { id: changed.series.id, firstStart: `${day(3)}T20:00` };
    expect(codesOf(await change(evening, asCoach))).toEqual(["CONFLICTS"]);
    expect(await overrides((await change({ ...evening, override }, asCoach)).series.id)).toEqual(override);
  });
});

test("A series that moves and a booking for the new time: exactly one of them succeeds", async () => {
  const other = await firm.person(["CLIENT"]);
  for (let round = 0; round < 4; round += 1) {
    const hour = 10 + 3 * round;
    await engage();
    const { series } = await book({ firstStart: `${day(2)}T${hour}:00` });
    const elsewhere = await firm.engagement({ coaches: [coach], participants: [other] });
    const startsAt = at(17, hour + 1, 30);
    const single = {
      ...{ engagementId: apiId("engagement", elsewhere), startsAt },
      endsAt: new Date(startsAt.getTime() + 3_600_000),
    };
    const [moved, booked] = await Promise.all([
      asManager.send(changeText, { input: { id: series.id, firstStart: `${day(3)}T${hour + 1}:00` } }),
      asCoach.send(bookOneText, { input: single }),
    ]);
    expect([moved.errors, booked.errors]).toEqual([undefined, undefined]);
    const [{ changeSeries }, { bookSession }] = [moved.data, booked.data];
    expect([changeSeries.series, bookSession.session].filter((done) => done !== null)).toHaveLength(1);
    if (changeSeries.series === null)
      expect(changeSeries.conflicts).toMatchObject([{ startsAt: iso(at(17, hour + 1)), code: "SLOT_TAKEN" }]);
    expect(confirmedOf(changeSeries.series ?? (await seriesNow(series.id)))).toHaveLength(4);
  }
});
