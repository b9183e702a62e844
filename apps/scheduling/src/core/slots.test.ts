import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { emptyReasons } from "./empty-reasons.js";
import { merge, type Interval } from "./interval.js";
import { eachSlot, freeSlots, type SlotQuery } from "./slots.js";
import { openIntervals } from "./windows.js";

const MINUTE = 60_000;
const DAY = 86_400_000;
const at = (time: string): number => Date.parse(`2026-01-05T${time}Z`);
const span = (start: string, end: string): Interval => [at(start), at(end)];
const starts = (slots: readonly Interval[]): string[] =>
  slots.map(([start]) => new Date(start).toISOString().slice(11, 16));

const daily = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 570, endMinute: 1080 }));
const kolkata = {
  open: openIntervals(daily, "Asia/Kolkata", at("00:00"), at("00:00") + DAY),
  busy: [],
  timeZone: "Asia/Kolkata",
  from: at("00:00"),
  to: at("00:00") + DAY,
  now: at("00:00") - DAY,
  durationMinutes: 30,
} satisfies SlotQuery;

describe("the slots of a day in Kolkata, 09:30-18:00", () => {
  test("of 30 minutes are 17", () => {
    const slots = starts(freeSlots(kolkata));
    expect(slots).toHaveLength(17);
    expect([slots[0], slots[1], slots.at(-1)]).toEqual(["04:00", "04:30", "12:00"]);
  });

  test("of 45 minutes go on from the end of a busy quarter of an hour", () => {
    const slots = freeSlots({ ...kolkata, durationMinutes: 45, busy: [span("04:00", "04:15")] });
    expect(starts(slots)).toEqual([
      "04:15",
      "05:00",
      "05:45",
      "06:30",
      "07:15",
      "08:00",
      "08:45",
      "09:30",
      "10:15",
      "11:00",
      "11:45",
    ]);
  });

  test("every two hours start at the first full hour on the clock there", () => {
    expect(starts(freeSlots({ ...kolkata, stepMinutes: 120 }))).toEqual(["04:30", "06:30", "08:30", "10:30"]);
  });
});

describe("a free slot", () => {
  const hours = { ...kolkata, timeZone: "UTC", open: [span("09:00", "12:00")], durationMinutes: 60 };

  test("ends with the window at the latest", () => {
    expect(starts(freeSlots({ ...hours, stepMinutes: 30 }))).toEqual(["09:00", "09:30", "10:00", "10:30", "11:00"]);
  });

  test("starts a new series after each busy time", () => {
    expect(starts(freeSlots({ ...hours, busy: [span("10:05", "10:20")], durationMinutes: 20 }))).toEqual([
      "09:00",
      "09:20",
      "09:40",
      "10:20",
      "10:40",
      "11:00",
      "11:20",
      "11:40",
    ]);
  });

  test("keeps its own buffers clear of what is busy, and may let them stick out of the window", () => {
    const buffered = {
      ...hours,
      busy: [span("10:30", "10:45")],
      durationMinutes: 30,
      stepMinutes: 15,
      bufferBeforeMinutes: 15,
      bufferAfterMinutes: 30,
    };
    expect(starts(freeSlots(buffered))).toEqual(["09:00", "09:15", "09:30", "11:00", "11:15", "11:30"]);
  });

  test("is left out when notice is too short, and the others stay where they are", () => {
    expect(starts(freeSlots({ ...hours, now: at("08:50"), minimumNoticeMinutes: 20, stepMinutes: 30 }))).toEqual([
      "09:30",
      "10:00",
      "10:30",
      "11:00",
    ]);
  });

  test("is on one page only, wherever the pages meet", () => {
    const all = freeSlots({ ...hours, stepMinutes: 30 });
    const cut = at("09:40");
    expect([
      ...freeSlots({ ...hours, stepMinutes: 30, to: cut }),
      ...freeSlots({ ...hours, stepMinutes: 30, from: cut }),
    ]).toEqual(all);
  });

  test("may lie in two windows that touch", () => {
    const open = merge([span("09:00", "10:00"), span("10:00", "11:00")]);
    expect(starts(freeSlots({ ...hours, open, durationMinutes: 90, stepMinutes: 30 }))).toEqual(["09:00", "09:30"]);
  });

  test("is rounded to the minute when nothing better divides the step", () => {
    const open: Interval[] = [[at("09:00") + 20_000, at("09:30")]];
    expect(starts(freeSlots({ ...hours, open, durationMinutes: 7 }))).toEqual(["09:01", "09:08", "09:15", "09:22"]);
  });

  test("can be had one at a time", () => {
    expect(eachSlot(hours).next().value).toEqual(span("09:00", "10:00"));
  });

  test.each([
    { durationMinutes: 0 },
    { durationMinutes: 12.5 },
    { stepMinutes: 0 },
    { stepMinutes: -5 },
    { bufferAfterMinutes: -1 },
    { minimumNoticeMinutes: NaN },
  ])("cannot be asked for with %j", (wrong) => {
    expect(() => freeSlots({ ...hours, ...wrong })).toThrow(RangeError);
  });
});

describe("nothing is free", () => {
  const hours = { ...kolkata, timeZone: "UTC", open: [span("09:00", "12:00")], durationMinutes: 60 };

  test.each([
    ["no reason when something is", {}, []],
    ["the coach does not work", { open: [] }, ["NO_AVAILABILITY"]],
    ["the coach does not work then", { from: at("13:00") }, ["NO_AVAILABILITY"]],
    ["the session is too long", { durationMinutes: 181 }, ["NO_WINDOW_LONG_ENOUGH"]],
    ["all is taken", { busy: [span("08:00", "12:00")] }, ["FULLY_BUSY"]],
    ["what is left is too short", { busy: [span("09:30", "11:30")] }, ["FULLY_BUSY"]],
    ["it is too late", { now: at("08:00"), minimumNoticeMinutes: 240 }, ["TOO_SHORT_NOTICE"]],
    ["it is over", { now: at("15:00") }, ["TOO_SHORT_NOTICE"]],
    [
      "the rest of the day is taken",
      { now: at("10:00"), busy: [span("10:00", "12:00")] },
      ["FULLY_BUSY", "TOO_SHORT_NOTICE"],
    ],
    [
      "all is taken and it is too late",
      { now: at("15:00"), busy: [span("09:00", "12:00")] },
      ["FULLY_BUSY", "TOO_SHORT_NOTICE"],
    ],
  ])("%s", (_, change, expected) => {
    expect(emptyReasons({ ...hours, ...change })).toEqual(expected);
  });
});

/** Minute by minute, as the rules are told to people. */
function slowSlots(query: Required<SlotQuery>): Interval[] {
  const { open, busy, timeZone, from, to, now } = query;
  const [duration, step, before, after, notice] = [
    query.durationMinutes,
    query.stepMinutes,
    query.bufferBeforeMinutes,
    query.bufferAfterMinutes,
    query.minimumNoticeMinutes,
  ].map((minutes) => minutes * MINUTE) as [number, number, number, number, number];
  const unit = [60, 30, 20, 15, 10, 5].find((minutes) => query.stepMinutes % minutes === 0) ?? 1;
  const fits = (start: number, end: number): boolean =>
    open.some((window) => window[0] <= start && end <= window[1]) &&
    !busy.some((taken) => taken[0] < taken[1] && start - before < taken[1] && taken[0] < end + after);
  const slots: Interval[] = [];
  let next: number | undefined;
  for (let time = open[0]?.[0] ?? to; time < to; time += MINUTE) {
    if (!fits(time, time + 1)) {
      next = undefined;
      continue;
    }
    if (next === undefined) {
      const local = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone);
      if ((local.hour * 60 + local.minute) % unit !== 0) continue;
      next = time;
    }
    if (time !== next) continue;
    next += step;
    if (fits(time, time + duration) && time >= from && time >= now + notice) slots.push([time, time + duration]);
  }
  return slots;
}

const minutes = fc.integer({ min: 0, max: 36 * 60 });
const intervals = fc.array(fc.tuple(minutes, fc.integer({ min: 0, max: 600 })), { maxLength: 5 });

test("free slots are those that the rules give, minute by minute", () => {
  const zoneDays = fc.constantFrom(
    ["Asia/Kolkata", "2026-01-05T00:00Z"],
    ["America/New_York", "2026-03-07T20:00Z"],
    ["America/New_York", "2026-10-31T20:00Z"],
    ["Australia/Lord_Howe", "2026-10-03T06:00Z"],
    ["Australia/Lord_Howe", "2026-04-04T06:00Z"],
  );
  fc.assert(
    fc.property(
      zoneDays,
      intervals,
      intervals,
      fc.integer({ min: 1, max: 180 }),
      fc.constantFrom(5, 7, 10, 15, 20, 25, 30, 45, 60, 90, 120),
      fc.constantFrom(0, 5, 15),
      fc.constantFrom(0, 10, 30),
      minutes,
      minutes,
      minutes,
      fc.constantFrom(0, 60),
      (
        [timeZone, day],
        open,
        busy,
        durationMinutes,
        stepMinutes,
        bufferBeforeMinutes,
        bufferAfterMinutes,
        from,
        to,
        now,
        minimumNoticeMinutes,
      ) => {
        const start = Date.parse(day);
        const times = (list: readonly [number, number][]): Interval[] =>
          list.map(([first, length]) => [start + first * MINUTE, start + (first + length) * MINUTE]);
        const query = {
          open: merge(times(open)),
          busy: times(busy),
          timeZone: timeZone,
          durationMinutes,
          stepMinutes,
          bufferBeforeMinutes,
          bufferAfterMinutes,
          from: start + from * MINUTE,
          to: start + to * MINUTE,
          now: start + (now - 1000) * MINUTE,
          minimumNoticeMinutes,
        };
        const slots = freeSlots(query);
        expect(slots).toEqual(slowSlots(query));
        expect(emptyReasons(query).length === 0).toBe(slots.length > 0);
      },
    ),
    { numRuns: 150 },
  );
});
