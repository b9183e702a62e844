import { describe, expect, test } from "@jest/globals";
import { merge, type Interval } from "./interval.js";
import { eachSlot, freeSlots, type SlotQuery } from "./slots.js";
import { openIntervals } from "./windows.js";

const DAY = 86_400_000;
const at = (time: string): number => Date.parse(`2026-01-05T${time}Z`);
const span = (start: string, end: string): Interval => [at(start), at(end)];
const starts = (slots: readonly Interval[]): string[] =>
  slots.map(([start]) => new Date(start).toISOString().slice(11, 16));

const daily = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 570, endMinute: 1080 }));
const kolkata = {
  open: openIntervals({ windows: daily, timeZone: "Asia/Kolkata" }, at("00:00"), at("00:00") + DAY),
  busy: [],
  clock: { timeZone: "Asia/Kolkata" },
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
  const hours = { ...kolkata, clock: { timeZone: "UTC" }, open: [span("09:00", "12:00")], durationMinutes: 60 };

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

  test("keeps its own buffers clear of what is busy just outside of its window", () => {
    const buffered = { ...hours, bufferBeforeMinutes: 20, bufferAfterMinutes: 10, durationMinutes: 15 };
    const busy = [span("08:00", "08:50"), span("12:05", "13:00")];
    const slots = starts(freeSlots({ ...buffered, busy }));
    expect([slots[0], slots.at(-1)]).toEqual(["09:15", "11:30"]);
    const further = [span("08:00", "08:40"), span("12:10", "13:00")];
    expect(freeSlots({ ...buffered, busy: further })).toEqual(freeSlots(buffered));
  });

  test("is not in the way of a busy time that takes none", () => {
    const buffered = { ...hours, bufferBeforeMinutes: 20, bufferAfterMinutes: 10 };
    expect(freeSlots({ ...buffered, busy: [span("10:10", "10:10")] })).toEqual(freeSlots(buffered));
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
