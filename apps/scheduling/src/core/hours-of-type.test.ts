import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { hoursOfType, type Typed } from "./hours-of-type.js";
import { isoDate, isoWeekday } from "./local-day.js";
import type { DayWindow, WeeklyWindow } from "./windows.js";

const FIRST_DAY = 20_500;
const DAYS = 21;

const dates = Array.from({ length: DAYS }, (_, days) => isoDate(FIRST_DAY + days));
const typeId = fc.option(fc.constantFrom("chemistry", "review"), { nil: null });
const minutes = fc.record({ startMinute: fc.nat(1439), endMinute: fc.nat(1440) });
const date = fc.option(fc.constantFrom(...dates), { nil: null });
const weekly: fc.Arbitrary<Typed<WeeklyWindow>> = fc
  .tuple(minutes, fc.integer({ min: 1, max: 7 }), fc.tuple(date, date), typeId)
  .map(([time, weekday, [a, b], sessionTypeId]) => {
    const [firstDate, lastDate] = a !== null && b !== null && b < a ? [b, a] : [a, b];
    return { ...time, weekday, firstDate, lastDate, sessionTypeId };
  });
const ofDate = fc.array(
  fc.tuple(minutes, typeId).map(([time, sessionTypeId]) => ({ ...time, sessionTypeId })),
  { maxLength: 3 },
);

const applies = ({ firstDate, lastDate }: WeeklyWindow, day: string): boolean =>
  (firstDate ?? "") <= day && day <= (lastDate ?? "9");
const weekdayOf = (day: string): number => isoWeekday(Date.parse(`${day}T00:00Z`) / 86_400_000);
const timesOf = (windows: readonly DayWindow[]): number[][] =>
  windows.map(({ startMinute, endMinute }) => [startMinute, endMinute]).sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);

test("on each date, a type has its own windows, or the general ones if no weekly window of its own applies", () => {
  fc.assert(
    fc.property(
      fc.array(weekly, { maxLength: 8 }),
      fc.array(fc.tuple(fc.constantFrom(...dates), ofDate), { maxLength: 4 }),
      fc.constantFrom("chemistry", "review", undefined),
      (week, entries, type) => {
        const overrides = new Map(entries);
        const found = hoursOfType({ weekly: week, dates: overrides }, type);
        for (const day of dates) {
          const isOwned =
            type !== undefined && week.some((window) => window.sessionTypeId === type && applies(window, day));
          const today =
            overrides.get(day) ?? week.filter((each) => each.weekday === weekdayOf(day) && applies(each, day));
          const expected = today.filter(
            ({ sessionTypeId }) => sessionTypeId === (type ?? null) || (sessionTypeId === null && !isOwned),
          );
          const ofWeek = found.windows.filter((each) => each.weekday === weekdayOf(day) && applies(each, day));
          expect([day, timesOf(found.overrides.get(day) ?? ofWeek)]).toEqual([day, timesOf(expected)]);
        }
      },
    ),
    { numRuns: 300 },
  );
});
