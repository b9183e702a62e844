import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { dueReminder, nextReminder } from "./reminder-times.js";

const MINUTE = 60_000;
const START = Date.UTC(2027, 2, 2, 9);
const before = (minutes: number) => START - minutes * MINUTE;
const reminders = { minutesBefore: [1_440, 60], startsAt: START };
const LONG_AGO = before(10_000);

describe("A reminder is due", () => {
  test("from its time on, and not a moment earlier", () => {
    expect(dueReminder(reminders, { since: LONG_AGO, now: before(1_440) - 1 })).toBeUndefined();
    expect(dueReminder(reminders, { since: LONG_AGO, now: before(1_440) })).toBe(1_440);
    expect(dueReminder(reminders, { since: LONG_AGO, now: before(60) })).toBe(60);
  });
  test("late rather than never, but once the session started", () => {
    expect(dueReminder(reminders, { since: LONG_AGO, now: START - 1 })).toBe(60);
    expect(dueReminder(reminders, { since: LONG_AGO, now: START })).toBeUndefined();
  });
  test("not for somebody who learnt of the session after it", () => {
    expect(dueReminder(reminders, { since: before(100), now: before(90) })).toBeUndefined();
    expect(dueReminder(reminders, { since: before(100), now: before(60) })).toBe(60);
  });
});

test("The next one is the earliest that is still to come", () => {
  expect(nextReminder(reminders, LONG_AGO)).toBe(before(1_440));
  expect(nextReminder(reminders, before(1_440))).toBe(before(60));
  expect(nextReminder(reminders, before(60))).toBeUndefined();
  expect(nextReminder({ ...reminders, minutesBefore: [] }, LONG_AGO)).toBeUndefined();
});

test("Who looks when the next is due, and perhaps in between, finds each once, in order", () => {
  const minutes = fc.uniqueArray(fc.integer({ min: 5, max: 20_160 }), { maxLength: 5 });
  const looks = fc.array(fc.integer({ min: 0, max: 30_000 }));
  fc.assert(
    fc.property(minutes, looks, (minutesBefore, more) => {
      const all = { minutesBefore, startsAt: START };
      const since = before(30_001);
      const times = new Set(more.map(before));
      for (let at = nextReminder(all, since); at !== undefined; at = nextReminder(all, at)) times.add(at);
      const found = [...times].sort((a, b) => a - b).map((now) => dueReminder(all, { since, now }));
      expect([...new Set(found.filter((due) => due !== undefined))]).toEqual(minutesBefore.toSorted((a, b) => b - a));
    }),
  );
});
