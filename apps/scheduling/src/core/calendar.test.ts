import { describe, expect, test } from "@jest/globals";
import { openCalendar, workingTimes, type CoachCalendar } from "./calendar.js";
import { firstFree } from "./first-free.js";
import type { Interval } from "./interval.js";
import { firstPage } from "./page.js";
import { eachSlot, freeSlots } from "./slots.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (time: string): number => Date.parse(`${time}Z`);
const span = (start: string, end: string): Interval => [at(start), at(end)];
const starts = (slots: readonly Interval[]): string[] =>
  slots.map(([start]) => new Date(start).toISOString().slice(5, 16));

/** Mondays to Wednesdays, 09:00-12:00, in a week of January. */
const coach = {
  timeZone: "UTC",
  windows: [1, 2, 3].map((weekday) => ({ weekday, startMinute: 540, endMinute: 720 })),
  busy: [],
} satisfies CoachCalendar;
const question = {
  from: at("2026-01-05T00:00"),
  to: at("2026-01-12T00:00"),
  now: at("2026-01-01T00:00"),
  durationMinutes: 60,
  clock: coach,
};
const slotsOf = (change: Partial<CoachCalendar>, asked = {}): string[] => {
  const asking = { ...question, ...asked };
  return starts(freeSlots({ ...openCalendar({ ...coach, ...change }, asking.from, asking.to), ...asking }));
};

describe("a coach's calendar", () => {
  test("has no slots in time off, and those after it start where it ends", () => {
    const timeOff = [span("2026-01-05T08:00", "2026-01-05T10:30"), span("2026-01-06T00:00", "2026-01-08T00:00")];
    expect(slotsOf({ timeOff }, { durationMinutes: 30 })).toEqual(["01-05T10:30", "01-05T11:00", "01-05T11:30"]);
  });

  test("lets a session's buffers stick out into time off, as out of a window", () => {
    const timeOff = [span("2026-01-05T10:00", "2026-01-08T00:00")];
    const buffers = { bufferBeforeMinutes: 60, bufferAfterMinutes: 60 };
    expect(slotsOf({ timeOff, ...buffers })).toEqual(["01-05T09:00"]);
    expect(slotsOf({ busy: timeOff, ...buffers })).toEqual([]);
  });

  test("works in its windows, without the time off", () => {
    const timeOff = [span("2026-01-05T10:00", "2026-01-06T11:00")];
    expect(workingTimes({ ...coach, timeOff }, question.from, question.from + 2 * DAY)).toEqual([
      span("2026-01-05T09:00", "2026-01-05T10:00"),
      span("2026-01-06T11:00", "2026-01-06T12:00"),
    ]);
  });

  test("has nothing later than its horizon, to the minute", () => {
    const now = at("2026-01-05T10:00");
    expect(slotsOf({ horizonMinutes: 24 * 60 }, { now })).toEqual([
      "01-05T10:00",
      "01-05T11:00",
      "01-06T09:00",
      "01-06T10:00",
    ]);
    expect(slotsOf({ horizonMinutes: 24 * 60 - 1 }, { now })).toHaveLength(3);
  });

  test("leaves out the days and weeks that are full, and moves nothing", () => {
    const tuesday = { per: "DAY", most: 1, starts: [at("2026-01-06T20:00")] } as const;
    expect(slotsOf({ limits: [tuesday] }, { stepMinutes: 120 })).toEqual([
      "01-05T09:00",
      "01-05T11:00",
      "01-07T09:00",
      "01-07T11:00",
    ]);
    expect(slotsOf({ limits: [tuesday, { ...tuesday, per: "WEEK" }] })).toEqual([]);
  });

  test("on a journey rounds to the hours that the coach's clock shows", () => {
    const travel = [{ timeZone: "Europe/London", firstDate: "2026-01-06", lastDate: "2026-01-06" }];
    const home = { ...coach, timeZone: "Asia/Kolkata", travel };
    expect(slotsOf(home, { clock: home })).toEqual([
      "01-05T03:30",
      "01-05T04:30",
      "01-05T05:30",
      "01-06T09:00",
      "01-06T10:00",
      "01-06T11:00",
      "01-07T03:30",
      "01-07T04:30",
      "01-07T05:30",
    ]);
    // On the clock of an asker in Kolkata, hours begin at half past in London.
    expect(slotsOf(home, { clock: { timeZone: "Asia/Kolkata" } }).slice(3, 5)).toEqual(["01-06T09:30", "01-06T10:30"]);
  });

  test.each([{ horizonMinutes: -1 }, { horizonMinutes: 1.5 }, { minimumNoticeMinutes: -1 }])(
    "is refused with %j",
    (wrong) => {
      expect(() => slotsOf(wrong)).toThrow(RangeError);
    },
  );

  test("is refused with an override that is no window", () => {
    const overrides = new Map([["2026-01-05", [{ startMinute: 0, endMinute: 1441 }]]]);
    expect(() => slotsOf({ overrides })).toThrow(/Window {.*1441/);
  });
});

describe("windows without a pause", () => {
  const always = {
    ...coach,
    timeZone: "America/New_York",
    windows: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 0 })),
  };
  const asked = {
    ...question,
    from: at("2026-02-20T00:00"),
    to: at("2026-03-20T00:00"),
    durationMinutes: 50,
    clock: always,
  };
  const between = (from: number, to: number): Interval[] =>
    freeSlots({ ...openCalendar(always, from, to), ...asked, from, to });

  test("give the same slots wherever the range begins, over a change of the clock", () => {
    const whole = between(asked.from, asked.to);
    for (let from = asked.from; from + 31 * HOUR <= asked.to; from += 31 * HOUR) {
      expect(between(from, from + 31 * HOUR)).toEqual(
        whole.filter(([start]) => start >= from && start < from + 31 * HOUR),
      );
    }
  });

  test("start anew with each Monday", () => {
    const monday = at("2026-03-09T04:00");
    expect(starts(between(monday - HOUR, monday + 2 * HOUR))).toEqual([
      "03-09T03:40",
      "03-09T04:00",
      "03-09T04:50",
      "03-09T05:40",
    ]);
  });

  test("that begin in a week go on as they began until its second Monday", () => {
    const busy = [span("2026-02-01T00:00", "2026-03-04T00:05")];
    const slots = freeSlots({ ...openCalendar({ ...always, busy }, asked.from, asked.to), ...asked }).map(
      ([start]) => start,
    );
    const first = at("2026-03-04T00:10");
    const second = slots.indexOf(at("2026-03-16T04:00"));
    expect(slots.slice(0, second)).toEqual(Array.from({ length: second }, (_, i) => first + i * 50 * 60_000));
  });
});

describe("the first free slot", () => {
  test("is found in the week, or far away", () => {
    expect(firstFree(coach, question)).toEqual(span("2026-01-05T09:00", "2026-01-05T10:00"));
    const busy = [span("2026-01-01T00:00", "2026-03-03T10:30")];
    expect(firstFree({ ...coach, busy }, { ...question, to: at("2026-05-01T00:00") })).toEqual(
      span("2026-03-03T11:00", "2026-03-03T12:00"),
    );
  });

  test("is found when it starts as one look ends and the next begins, or at the horizon", () => {
    const mondays = { ...coach, windows: [{ weekday: 1, startMinute: 0, endMinute: 60 }] };
    const busy = [span("2026-01-05T00:00", "2026-01-05T01:00")];
    const asked = { ...question, to: at("2026-02-01T00:00") };
    expect(firstFree({ ...mondays, busy }, asked)).toEqual(span("2026-01-12T00:00", "2026-01-12T01:00"));
    expect(firstFree({ ...mondays, horizonMinutes: 4 * 1440 }, asked)).toEqual(
      span("2026-01-05T00:00", "2026-01-05T01:00"),
    );
    expect(firstFree({ ...mondays, horizonMinutes: 4 * 1440 - 1 }, asked)).toBeUndefined();
  });

  test("is none past the range or the horizon, or when notice is too short", () => {
    expect(firstFree({ ...coach, busy: [span("2026-01-01T00:00", "2026-03-03T10:30")] }, question)).toBeUndefined();
    expect(firstFree({ ...coach, horizonMinutes: 60 }, question)).toBeUndefined();
    expect(firstFree({ ...coach, minimumNoticeMinutes: 6 * 1440 }, question)).toEqual(
      span("2026-01-07T09:00", "2026-01-07T10:00"),
    );
    expect(firstFree({ ...coach, minimumNoticeMinutes: 7 * 1440 }, question)).toBeUndefined();
  });
});

describe("a page", () => {
  const query = { ...openCalendar(coach, question.from, question.to), ...question };

  test("is the first so many, and goes on after the last", () => {
    const page = firstPage(eachSlot(query), 4);
    expect([starts(page.slots), page.hasMore]).toEqual([
      ["01-05T09:00", "01-05T10:00", "01-05T11:00", "01-06T09:00"],
      true,
    ]);
    const rest = firstPage(eachSlot({ ...query, after: page.slots.at(-1)![0] }), 5);
    expect([starts(rest.slots), rest.hasMore]).toEqual([
      ["01-06T10:00", "01-06T11:00", "01-07T09:00", "01-07T10:00", "01-07T11:00"],
      false,
    ]);
  });

  test("computes no more than one slot more", () => {
    let computed = 0;
    function* counted(): Generator<number> {
      for (;;) yield computed++;
    }
    expect(firstPage(counted(), 3).slots).toEqual([0, 1, 2]);
    expect(computed).toBe(3 + 1);
  });
});
