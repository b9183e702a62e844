import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { movedSeries } from "./series-move.js";
import { pairedStarts } from "./series-pairs.js";
import { readSeries, type Series, seriesStarts } from "./series.js";
import { shownOnWall, wallOf } from "./series-starts.js";
import { offsetAt, offsetPeriods } from "./zone.js";
import { DAY, HOUR, MINUTE } from "./lengths.js";

const ZONES = ["UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Santiago"];
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

function move(rule: string, firstStart: string, to: string, timeZone = "Europe/London") {
  return movedSeries({ rule, firstStart, timeZone }, { firstStart: to, timeZone });
}

describe("A series that moves with its first start", () => {
  test.each([
    ["FREQ=WEEKLY;COUNT=4", "FREQ=WEEKLY;COUNT=4"],
    ["FREQ=WEEKLY;BYDAY=MO,WE,SU", "FREQ=WEEKLY;BYDAY=TU,TH,MO"],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,MO;WKST=TU"],
    ["FREQ=DAILY;BYDAY=MO,TU", "FREQ=DAILY;BYDAY=TU,WE"],
    ["FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=2TU"],
    ["FREQ=MONTHLY;BYDAY=-4MO", "FREQ=MONTHLY;BYDAY=-4TU"],
    ["FREQ=MONTHLY;BYMONTHDAY=7", "FREQ=MONTHLY;BYMONTHDAY=8"],
    ["FREQ=MONTHLY;BYMONTHDAY=-25", "FREQ=MONTHLY;BYMONTHDAY=-24"],
    ["FREQ=WEEKLY;UNTIL=20270131", "FREQ=WEEKLY;UNTIL=20270201"],
    ["FREQ=WEEKLY;UNTIL=20261207T090000Z", "FREQ=WEEKLY;UNTIL=20261208T103000Z"],
    ["FREQ=DAILY;BYHOUR=9;BYMINUTE=0", "FREQ=DAILY;BYHOUR=10;BYMINUTE=30"],
  ])("from Monday at nine to Tuesday at half past ten: %s becomes %s", (before, after) => {
    expect(move(before, "2026-12-07T09:00", "2026-12-08T10:30").rule.split(";").sort()).toEqual(
      after.split(";").sort(),
    );
  });

  test.each([
    "FREQ=YEARLY;BYMONTH=12;BYDAY=MO",
    "FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=1",
    "FREQ=MONTHLY;BYDAY=1MO,3MO",
    "FREQ=MONTHLY;BYMONTHDAY=7,21",
    "FREQ=DAILY;BYHOUR=9,14",
  ])("is invalid where the rule does not say where the others go: %s", (rule) => {
    expect(() => move(rule, "2026-12-07T09:00", "2026-12-08T10:30")).toThrow(/give the new rule too/);
  });

  test("to another time of day on the same day keeps its days", () => {
    const rule = "FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=1";
    expect(move(rule, "2026-12-07T09:00", "2026-12-07T10:30").rule).toBe(rule);
  });

  const wallsOf = (series: Series, from: number, to: number) =>
    [...seriesStarts(series, from, to)].map((start) => {
      const periods = offsetPeriods(series.timeZone, start, start);
      return start + offsetAt(periods, start);
    });

  test("keeps all its starts, each as far from its former one as the first, whatever the shift and the zones", () => {
    const clock = fc.integer({ min: 4 * 12, max: 22 * 12 }).map((fives) => fives * 5 * MINUTE);
    const end = fc.oneof(
      fc.constant(""),
      fc.integer({ min: 1, max: 30 }).map((count) => `;COUNT=${count}`),
      fc.integer({ min: 0, max: 150 }).map((days) => `;UNTIL=${textOf(FIRST + (days + 20) * DAY).slice(0, 8)}`),
      fc.integer({ min: 0, max: 150 * 24 }).map((hours) => `;UNTIL=${textOf(FIRST + 20 * DAY + hours * HOUR)}`),
    );
    const asked = fc.record({
      frequency: fc.constantFrom("DAILY", "WEEKLY", "WEEKLY"),
      interval: fc.integer({ min: 1, max: 3 }),
      days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { maxLength: 4 }),
      weekStart: fc.constantFrom("", ";WKST=SU", ";WKST=WE"),
      end,
      day: fc.nat(13),
      time: clock,
      shift: fc.integer({ min: -20, max: 40 }),
      later: clock,
      zones: fc.tuple(fc.constantFrom(...ZONES), fc.constantFrom(...ZONES)),
    });
    fc.assert(
      fc.property(asked, ({ frequency, interval, days, weekStart, end, day, time, shift, later, zones }) => {
        const first = FIRST + day * DAY + time;
        const own = WEEKDAYS[(new Date(first).getUTCDay() + 6) % 7]!;
        const byDay = days.length > 0 ? `;BYDAY=${[...new Set([own, ...days])].join(",")}` : "";
        const [timeZone, zone] = zones;
        const rule = `FREQ=${frequency};INTERVAL=${interval}${byDay}${weekStart}${end}`;
        const before = readSeries({ rule, timeZone, firstStart: shownOnWall(first) });
        const to = first - time + shift * DAY + later;
        const after = readSeries(movedSeries(before, { firstStart: shownOnWall(to), timeZone: zone }));

        const last = FIRST + (end === "" ? 200 : 700) * DAY;
        const [wallsBefore, wallsAfter] = [wallsOf(before, 0, last), wallsOf(after, 0, last + 60 * DAY)];
        const expected = wallsBefore.map((wall) => wall + to - first);
        expect(wallsAfter.slice(0, expected.length)).toEqual(expected);
        if (end !== "") expect(wallsAfter).toHaveLength(expected.length);

        const starts = [...seriesStarts(before, 0, last)];
        const counterparts = [...seriesStarts(after, 0, last + 60 * DAY)].slice(0, starts.length);
        const pairs = pairedStarts({ ...before, starts }, { ...after, starts: counterparts });
        expect([...pairs]).toEqual(starts.map((start, index) => [start, counterparts[index]]));
      }),
      { numRuns: 60 },
    );
  });
});

/** A Monday. The clocks of all zones that change them do so in the months from then on. */
const FIRST = wallOf("2026-09-07T00:00");

function textOf(instant: number): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");
}
