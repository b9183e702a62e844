import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { type Coach, openMinutes, type Question, slowStarts, slowTeam } from "./by-the-minute.testing.js";
import { openCalendar, workingTimes } from "./calendar.js";
import { emptyReasons, teamEmptyReasons } from "./empty-reasons.js";
import { firstFree } from "./first-free.js";
import { merge, type Interval } from "./interval.js";
import { MINUTE } from "./lengths.js";
import { firstPage } from "./page.js";
import { eachSlot, freeSlots } from "./slots.js";
import { eachTeamSlot, type Staffing, type TeamQuery } from "./team-slots.js";
import type { WeeklyWindow } from "./windows.js";

/** Days on which some clock changes, with the zones in which it does. */
const places = fc.constantFrom(
  { day: "2026-03-07", zones: ["America/New_York", "Europe/London", "Asia/Kolkata"] },
  { day: "2026-11-01", zones: ["America/New_York", "America/Los_Angeles", "Asia/Tokyo"] },
  { day: "2026-10-03", zones: ["Australia/Lord_Howe", "Pacific/Auckland", "Asia/Kolkata"] },
  { day: "2026-04-04", zones: ["Australia/Lord_Howe", "America/Santiago", "UTC"] },
  { day: "2026-09-05", zones: ["America/Santiago", "Europe/London", "Africa/Cairo"] },
  { day: "2026-04-24", zones: ["Africa/Cairo", "America/New_York", "Asia/Kathmandu"] },
  { day: "2026-10-29", zones: ["Africa/Cairo", "Pacific/Kiritimati", "Pacific/Pago_Pago"] },
  { day: "2011-12-30", zones: ["Pacific/Apia", "Pacific/Pago_Pago", "Australia/Sydney"] },
);

const dateAfter = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();
const quarter = (most: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: most / 15 }).map((n) => n * 15);
const length = fc.integer({ min: 1, max: 20 * 60 });

/** Four windows of less than 20 hours leave a pause in each week. */
const dayWindow = fc
  .tuple(fc.oneof(quarter(1425), fc.nat(1439)), length)
  .map(([startMinute, length]) => ({ startMinute, endMinute: (startMinute + length) % 1440 }));

/** From when and until when a window may apply: mostly always. */
function datesAround(day: string): fc.Arbitrary<Pick<WeeklyWindow, "firstDate" | "lastDate">> {
  const date = fc.integer({ min: -4, max: 4 }).map((days) => dateAfter(day, days));
  const maybe = fc.option(date, { nil: null, freq: 2 });
  return fc.record({ firstDate: maybe, lastDate: maybe }, { requiredKeys: [] });
}

function coachIn({ day, zones }: { day: string; zones: readonly string[] }): fc.Arbitrary<Coach> {
  const noon = Date.parse(`${day}T12:00Z`);
  const instant = fc.integer({ min: -4 * 1440, max: 4 * 1440 }).map((minutes) => noon + minutes * MINUTE);
  const times = (most: number): fc.Arbitrary<Interval> =>
    fc.tuple(instant, fc.nat(most)).map(([start, length]): Interval => [start, start + length * MINUTE]);
  const weekday = Temporal.PlainDate.from(day).dayOfWeek;
  return fc.record({
    coachId: fc.constant(""),
    had: fc.nat(2),
    lastAt: fc.option(fc.nat(2), { nil: undefined }),
    timeZone: fc.constantFrom(...zones),
    windows: fc.array(
      fc
        .tuple(fc.integer({ min: -2, max: 2 }), dayWindow, datesAround(day))
        .map(([days, window, dates]) => ({ weekday: ((weekday + days + 6) % 7) + 1, ...window, ...dates })),
      { minLength: 1, maxLength: 4 },
    ),
    overrides: fc
      .array(
        fc.tuple(
          fc.integer({ min: -2, max: 2 }).map((days) => dateAfter(day, days)),
          fc.array(dayWindow, { maxLength: 2 }),
        ),
        { maxLength: 1 },
      )
      .map((entries) => new Map(entries)),
    travel: fc
      .uniqueArray(fc.integer({ min: -3, max: 3 }), { maxLength: 4 })
      .chain((days) =>
        fc.tuple(fc.constant(days.sort((a, b) => a - b)), fc.constantFrom(...zones), fc.constantFrom(...zones)),
      )
      .map(([days, first, second]) => {
        const journeys = [];
        for (let i = 0; i + 1 < days.length; i += 2) {
          const [firstDate, lastDate] = [dateAfter(day, days[i]!), dateAfter(day, days[i + 1]!)];
          // One that ends where the next begins at once is told in the table of `travel.test.ts`.
          if (i === 0 || days[i]! > days[i - 1]! + 1)
            journeys.push({ timeZone: i === 0 ? first : second, firstDate, lastDate });
        }
        return journeys;
      }),
    timeOff: fc.array(times(600), { maxLength: 1 }),
    busy: fc.array(times(240), { maxLength: 6 }),
    bufferBeforeMinutes: fc.constantFrom(0, 5, 15),
    bufferAfterMinutes: fc.constantFrom(0, 10, 30),
    minimumNoticeMinutes: fc.constantFrom(0, 60, 1440),
    horizonMinutes: fc.constantFrom(1440, 4000, 100_000),
    limits: fc.array(
      fc.record({
        per: fc.constantFrom("DAY" as const, "WEEK" as const),
        most: fc.integer({ min: 0, max: 2 }),
        starts: fc.array(instant, { maxLength: 4 }),
      }),
      { maxLength: 2 },
    ),
  });
}

function questionIn({ day, zones }: { day: string; zones: readonly string[] }, clock: Coach): fc.Arbitrary<Question> {
  const noon = Date.parse(`${day}T12:00Z`);
  return fc.record({
    from: fc.integer({ min: -2 * 1440, max: 0 }).map((minutes) => noon + minutes * MINUTE),
    to: fc.integer({ min: 0, max: 2 * 1440 }).map((minutes) => noon + minutes * MINUTE),
    now: fc.integer({ min: -3 * 1440, max: 300 }).map((minutes) => noon + minutes * MINUTE),
    durationMinutes: fc.oneof(fc.constantFrom(30, 60), fc.integer({ min: 1, max: 180 })),
    // 7, 45, 50 and 90 are longer than what they are rounded to, so that it matters where a series begins.
    stepMinutes: fc.constantFrom(5, 7, 20, 30, 45, 50, 60, 90),
    clock: fc.oneof(
      fc.constant(clock),
      fc.constantFrom(...zones).map((timeZone) => ({ timeZone })),
    ),
  });
}

const one = places.chain((place) =>
  coachIn(place).chain((coach) => fc.record({ coach: fc.constant(coach), question: questionIn(place, coach) })),
);

const several = places.chain((place) =>
  fc.array(coachIn(place), { minLength: 1, maxLength: 4 }).chain((coaches) =>
    fc.record({
      coaches: fc.constant(coaches.map((coach, i) => ({ ...coach, coachId: "dbca"[i]! }))),
      question: questionIn(place, coaches[0]!),
      staffing: fc.oneof(
        fc.constantFrom<Staffing>({ rule: "ANY" }, { rule: "ROUND_ROBIN" }, { rule: "ALL" }),
        fc.integer({ min: 1, max: 3 }).map((least): Staffing => ({ rule: "N_OF", least })),
      ),
    }),
  ),
);

function queryOf(coaches: readonly Coach[], staffing: Staffing, question: Question): TeamQuery {
  const { from, to } = question;
  return { ...question, staffing, coaches: coaches.map((coach) => openCalendar(coach, from, to)) };
}

test("a coach works when a clock watched minute by minute says so", () => {
  fc.assert(
    fc.property(one, ({ coach, question: { from, to } }) => {
      const minutes = openMinutes(coach, from, to);
      const open = minutes.flatMap((isOpen, i): Interval[] =>
        isOpen ? [[from + i * MINUTE, from + (i + 1) * MINUTE]] : [],
      );
      const working = workingTimes(coach, from, to).map(([start, end]): Interval => [
        Math.max(start, from),
        Math.min(end, to),
      ]);
      expect(merge(working)).toEqual(merge(open));
    }),
    { numRuns: 100 },
  );
});

test("the slots of a coach are those that the rules give, minute by minute", () => {
  let found = 0;
  fc.assert(
    fc.property(one, ({ coach, question }) => {
      const query = { ...openCalendar(coach, question.from, question.to), ...question };
      const starts = freeSlots(query).map(([start]) => start);
      expect(starts).toEqual(slowStarts(coach, question));
      expect(firstFree(coach, question)?.[0]).toBe(starts[0]);
      expect(emptyReasons(query).length === 0).toBe(starts.length > 0);
      found += starts.length;
    }),
    { numRuns: 150 },
  );
  expect(found).toBeGreaterThan(150);
});

test("the slots of a team are those that the rules give, minute by minute", () => {
  let found = 0;
  fc.assert(
    fc.property(several, ({ coaches, staffing, question }) => {
      const query = queryOf(coaches, staffing, question);
      const slots = [...eachTeamSlot(query)];
      expect(slots.map(({ start, coachIds }) => ({ start, coachIds }))).toEqual(slowTeam(coaches, staffing, question));
      expect(slots.every(({ start, end }) => end - start === question.durationMinutes * MINUTE)).toBe(true);
      expect(teamEmptyReasons(query, firstPage(slots, 1)).length === 0).toBe(slots.length > 0);
      const last = { ...query, after: slots.at(-1)?.start };
      expect(teamEmptyReasons(last, firstPage(eachTeamSlot(last), 1)).length === 0).toBe(slots.length > 0);
      found += slots.length;
    }),
    { numRuns: 150 },
  );
  expect(found).toBeGreaterThan(150);
});

test("pages of any size are the whole, cut; and a range asked for in two parts is the range", () => {
  fc.assert(
    fc.property(
      several,
      fc.integer({ min: 1, max: 7 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (given, first, part) => {
        const { coaches, staffing, question } = given;
        const whole = [...eachTeamSlot(queryOf(coaches, staffing, question))];
        const paged = [];
        for (let after: number | undefined, more = true; more; after = paged.at(-1)?.start) {
          const page = firstPage(eachTeamSlot({ ...queryOf(coaches, staffing, question), after }), first);
          paged.push(...page.slots);
          more = page.hasMore;
        }
        expect(paged).toEqual(whole);

        const cut = question.from + Math.round(((question.to - question.from) * part) / MINUTE) * MINUTE;
        const earlier = eachTeamSlot(queryOf(coaches, staffing, { ...question, to: cut }));
        const later = eachTeamSlot(queryOf(coaches, staffing, { ...question, from: cut }));
        expect([...earlier, ...later]).toEqual(whole);

        const single = { ...openCalendar(coaches[0]!, question.from, question.to), ...question };
        const slots = freeSlots(single);
        const at = slots[Math.floor(slots.length * part)]?.[0] ?? question.from;
        expect([...eachSlot({ ...single, after: at })]).toEqual(slots.filter(([start]) => start > at));
      },
    ),
    { numRuns: 100 },
  );
});
