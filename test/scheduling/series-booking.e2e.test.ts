import { describe, expect, test } from "@jest/globals";
import { apiId, at, day } from "@coachwork/testing";
import {
  asClient,
  available,
  book,
  cancel,
  change,
  coach,
  codesOf,
  count,
  database,
  firm,
  heldUntil,
  iso,
  playOn,
  signedIn,
  startsOf,
  WEEK,
  weeks,
} from "./series-world.ts";
import { sharedStage } from "../support/stage.ts";

playOn(await sharedStage());

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
