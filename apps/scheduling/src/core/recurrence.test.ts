import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type BookedSeries, differences, firstOf, type Instance, instancesOf, recurrenceOf } from "./recurrence.js";

const DAY = 86_400_000;
const at = (time: string) => Date.parse(`${time}Z`);
const NOW = at("2027-01-01T00:00");
const series = (more: Partial<BookedSeries> = {}): BookedSeries => ({
  rule: "FREQ=DAILY;COUNT=12",
  timeZone: "UTC",
  firstStart: "2027-03-01T10:00",
  durationMinutes: 60,
  materialisedUntil: at("2027-09-01T00:00"),
  lastDay: null,
  goesOn: true,
  ...more,
});
const instance = (day: number, more: Partial<Instance<string>> = {}): Instance<string> => {
  const originalStart = at("2027-03-01T10:00") + day * DAY;
  return { originalStart, startsAt: originalStart, endsAt: originalStart + 3_600_000, content: "Amara", ...more };
};
const days = (count: number) => Array.from({ length: count }, (_, day) => instance(day));

describe("Sessions of a series are written as", () => {
  test("its rule, where somebody takes part in all", () => {
    expect(recurrenceOf(series(), days(12))).toMatchObject({ rule: "FREQ=DAILY;COUNT=12", without: [], apart: [] });
  });

  test("its rule from their first session on, without those that are not theirs", () => {
    const theirs = days(12).filter((_, day) => day > 2 && day !== 5);
    const found = recurrenceOf(series(), theirs)!;
    expect(found).toMatchObject({ rule: "FREQ=DAILY;COUNT=9", firstStart: "2027-03-04T10:00", apart: [] });
    expect(found.without).toEqual([instance(5).originalStart]);
    expect(firstOf(found)).toEqual({ startsAt: at("2027-03-04T10:00"), endsAt: at("2027-03-04T11:00") });
  });

  test("a rule that ends with their last session, where the series goes on without them", () => {
    expect(recurrenceOf(series(), days(4))!.rule).toBe("FREQ=DAILY;UNTIL=20270304T100000Z");
    expect(recurrenceOf(series({ goesOn: false, rule: "FREQ=DAILY" }), days(4))!.rule).toMatch(
      /UNTIL=20270304T100000Z/,
    );
  });

  test("an endless rule, or one that ends with the engagement's last day on the series' clock", () => {
    const booked = { rule: "FREQ=DAILY", materialisedUntil: at("2027-03-05T00:00"), timeZone: "America/New_York" };
    const inNewYork = days(4).map((each) => ({ ...each, originalStart: each.originalStart + 5 * 3_600_000 }));
    expect(recurrenceOf(series(booked), inNewYork)!.rule).toBe("FREQ=DAILY");
    expect(recurrenceOf(series({ ...booked, lastDay: "2027-03-20" }), inNewYork)!.rule).toBe(
      "FREQ=DAILY;UNTIL=20270321T035959Z",
    );
  });

  test("nothing, where there are none", () => {
    expect(recurrenceOf(series(), [])).toBeUndefined();
  });
});

test("Whatever is left out, moved and changed, the same sessions are read back", () => {
  const change = fc.record({
    isThere: fc.boolean(),
    hours: fc.integer({ min: 0, max: 3 }),
    content: fc.constantFrom("a", "b"),
  });
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 12, maxLength: 12 }),
      fc.array(change, { minLength: 12, maxLength: 12 }),
      (one, other) => {
        const sessions = (changes: typeof one) =>
          changes.flatMap(({ isThere, hours, content }, day) => {
            const { originalStart } = instance(day);
            const startsAt = originalStart + hours * 3_600_000;
            return isThere ? [{ originalStart, startsAt, endsAt: startsAt + 3_600_000, content }] : [];
          });
        const [before, after] = [sessions(one), sessions(other)];
        const [known, now] = [recurrenceOf(series(), before), recurrenceOf(series(), after)];
        expect(now ? instancesOf(now, NOW, NOW + 365 * DAY) : []).toEqual(after);
        expect(differences(now, now, NOW)).toEqual([]);
        const wrong = new Map(before.map((each) => [each.originalStart, each]));
        for (const { before: old, after: next } of differences(known, now, NOW))
          if (next) wrong.set(next.originalStart, next);
          else wrong.delete(old!.originalStart);
        expect([...wrong.values()].sort((a, b) => a.originalStart - b.originalStart)).toEqual(after);
      },
    ),
  );
});
