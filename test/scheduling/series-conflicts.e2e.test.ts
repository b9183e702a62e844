import { describe, expect, test } from "@jest/globals";
import { type AnyData, at, day } from "@coachwork/testing";
import {
  asCoach,
  available,
  book,
  bookOne,
  cancelOneText,
  codesOf,
  count,
  database,
  firm,
  iso,
  move,
  participant,
  engage,
  playOn,
  seriesNow,
  startsOf,
  weeks,
} from "./series-world.ts";
import { sharedStage } from "../support/stage.ts";

playOn(await sharedStage());

describe("a series some of whose sessions cannot be", () => {
  const conflicted = async () => {
    await bookOne(at(9, 10, 30));
    await database.admin.query("update engagement set ends_on = $2 where firm_id = $1", [firm.firmId, day(20)]);
  };
  const conflicts = [
    { startsAt: iso(at(9, 10)), code: "SLOT_TAKEN", message: expect.stringContaining("Somebody is not free then") },
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
          "2 of 4 sessions cannot be booked; see `conflicts`, then change the series, or ask for what is POSSIBLE.",
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
    await engage({}, { coaches: [other], participants: [participant] });
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
    await engage({ allocation_amount: 3 });
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
