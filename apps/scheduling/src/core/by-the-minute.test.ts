/*
 * The rules once more, as they are told to people: minute by minute, each question of a clock on a wall put to Temporal.
 * Slow, and nothing to get wrong; what the core computes must be the same.
 */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { openCalendar, workingTimes, type CoachCalendar } from "./calendar.js";
import { emptyReasons, teamEmptyReasons } from "./empty-reasons.js";
import type { Share } from "./fairness.js";
import { firstFree } from "./first-free.js";
import type { SlotQuestion } from "./free-time.js";
import type { GridTerms } from "./grid.js";
import { merge, type Interval } from "./interval.js";
import { firstPage } from "./page.js";
import { eachSlot, freeSlots } from "./slots.js";
import { eachTeamSlot, type Staffing, type TeamQuery } from "./team-slots.js";
import type { Whereabouts } from "./travel.js";

const MINUTE = 60_000;
const DAY = 86_400_000;

type Question = Required<Omit<SlotQuestion, "after">> & Required<GridTerms>;
interface Coach extends Required<CoachCalendar>, Share {}

/** The zone whose hours somebody keeps on a date. No two journeys share a date here. */
function zoneOn({ timeZone, travel = [] }: Whereabouts, date: string): string {
  return travel.find(({ firstDate, lastDate }) => firstDate <= date && date <= lastDate)?.timeZone ?? timeZone;
}

/** What somebody's clock shows: on a journey, from its first midnight there to its last. */
function clockAt({ timeZone, travel = [] }: Whereabouts, instant: number): Temporal.ZonedDateTime {
  const journey = travel.find(({ timeZone, firstDate, lastDate }) => {
    const end = Temporal.PlainDate.from(lastDate).add({ days: 1 });
    return (
      boundary(timeZone, Temporal.PlainDateTime.from(firstDate), "start") <= instant &&
      instant < boundary(timeZone, end.toPlainDateTime(), "start")
    );
  });
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(journey?.timeZone ?? timeZone);
}

/** The first of two for a start, the last for an end; the change if the clock does not show this time. */
function boundary(timeZone: string, wall: Temporal.PlainDateTime, which: "start" | "end"): number {
  const shown = wall.toZonedDateTime(timeZone, { disambiguation: which === "start" ? "earlier" : "later" });
  if (shown.toPlainDateTime().equals(wall)) return shown.epochMilliseconds;
  const before = wall.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  return before.getTimeZoneTransition("next")!.epochMilliseconds;
}

/** Nothing in these tests is open for longer without a pause. */
const LOOKBACK = 9 * DAY;

/** Every minute at which a coach's windows are open. */
function openMinutes(coach: Coach, from: number, to: number): boolean[] {
  const minutes: boolean[] = Array.from({ length: (to - from) / MINUTE }, () => false);
  let date = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO("UTC").toPlainDate().subtract({ days: 3 });
  for (; Date.parse(date.toString()) < to + 3 * DAY; date = date.add({ days: 1 })) {
    const zone = zoneOn(coach, date.toString());
    const ofDay = coach.windows.filter(({ weekday }) => weekday === date.dayOfWeek);
    for (const { startMinute, endMinute } of coach.overrides?.get(date.toString()) ?? ofDay) {
      const midnight = date.toPlainDateTime();
      const start = boundary(zone, midnight.add({ minutes: startMinute }), "start");
      const days = endMinute > startMinute ? 0 : 1;
      const end = boundary(zone, midnight.add({ days, minutes: endMinute }), "end");
      for (let at = Math.max(from, start); at < Math.min(to, end); at += MINUTE) minutes[(at - from) / MINUTE] = true;
    }
  }
  return minutes.map(
    (isOpen, i) =>
      isOpen && !coach.timeOff.some(([start, end]) => start <= from + i * MINUTE && from + i * MINUTE < end),
  );
}

/** Those of them at which a session may go on, its buffers clear of what is busy. */
function freeMinutes(coach: Coach, from: number, to: number): boolean[] {
  const [before, after] = [coach.bufferBeforeMinutes * MINUTE, coach.bufferAfterMinutes * MINUTE];
  return openMinutes(coach, from, to).map((isOpen, i) => {
    const at = from + i * MINUTE;
    return isOpen && !coach.busy.some(([s, e]) => s < e && at - before < e && s < at + MINUTE + after);
  });
}

/** Whether a session that starts now would keep the coach's notice, horizon and limits. */
function mayStart(coach: Coach, { now, from, to }: Question, at: number): boolean {
  if (at < from || at >= to || at < now + coach.minimumNoticeMinutes * MINUTE) return false;
  if (at > now + coach.horizonMinutes * MINUTE) return false;
  return coach.limits.every(({ per, most, starts }) => {
    const stretch = (instant: number): string => {
      const shown = clockAt(coach, instant);
      return per === "DAY" ? shown.toPlainDate().toString() : `${shown.yearOfWeek} ${shown.weekOfYear}`;
    };
    return starts.filter((start) => stretch(start) === stretch(at)).length < most;
  });
}

/** The instants of the grid: from each start of a free run, rounded up, by the step until the run ends. */
function grid(question: Question, from: number, isFree: (minute: number) => boolean): number[] {
  const unit = [60, 30, 20, 15, 10, 5].find((minutes) => question.stepMinutes % minutes === 0) ?? 1;
  const instants: number[] = [];
  let next: number | undefined;
  for (let at = from; at < question.to; at += MINUTE) {
    const minute = (at - from) / MINUTE;
    if (!isFree(minute)) {
      next = undefined;
      continue;
    }
    if (next === undefined) {
      const { hour, minute: past } = clockAt(question.clock, at);
      if ((hour * 60 + past) % unit !== 0) continue;
      next = at;
    }
    if (at !== next) continue;
    instants.push(at);
    next += question.stepMinutes * MINUTE;
  }
  return instants;
}

function isFreeThrough(free: readonly boolean[], minute: number, { durationMinutes }: Question): boolean {
  return free.slice(minute, minute + durationMinutes).every(Boolean);
}

function slowStarts(coach: Coach, question: Question): number[] {
  const from = question.from - LOOKBACK;
  const free = freeMinutes(coach, from, question.to + DAY);
  return grid(question, from, (minute) => free[minute]!).filter(
    (at) => isFreeThrough(free, (at - from) / MINUTE, question) && mayStart(coach, question, at),
  );
}

type Found = { start: number; coachIds: string[] };

function slowTeam(coaches: readonly Coach[], staffing: Staffing, question: Question): Found[] {
  const inTurn = [...coaches].sort((a, b) => {
    const turn = (coach: Coach): (number | string)[] => [coach.had, coach.lastAt ?? -Infinity, coach.coachId];
    const byTurn = staffing.rule === "ROUND_ROBIN" || staffing.rule === "N_OF";
    const [left, right] = byTurn ? [turn(a), turn(b)] : [[a.coachId], [b.coachId]];
    const i = left.findIndex((value, place) => value !== right[place]);
    return i < 0 ? 0 : left[i]! < right[i]! ? -1 : 1;
  });
  if (staffing.rule !== "ALL" && staffing.rule !== "N_OF") {
    const starts = inTurn.map((coach) => new Set(slowStarts(coach, question)));
    const all = [...new Set(starts.flatMap((each) => [...each]))].sort((a, b) => a - b);
    return all.map((start) => ({
      start,
      coachIds: inTurn.filter((_, i) => starts[i]!.has(start)).map(({ coachId }) => coachId),
    }));
  }
  const least = staffing.rule === "N_OF" ? staffing.least : coaches.length;
  const from = question.from - LOOKBACK;
  const frees = inTurn.map((coach) => freeMinutes(coach, from, question.to + DAY));
  const canHave = (i: number, start: number): boolean =>
    isFreeThrough(frees[i]!, (start - from) / MINUTE, question) && mayStart(inTurn[i]!, question, start);
  const starts = subsets(inTurn.length, least).flatMap((places) =>
    grid(question, from, (minute) => places.every((i) => frees[i]![minute])).filter((start) =>
      places.every((i) => canHave(i, start)),
    ),
  );
  return [...new Set(starts)]
    .sort((a, b) => a - b)
    .map((start) => ({ start, coachIds: inTurn.filter((_, i) => canHave(i, start)).map(({ coachId }) => coachId) }));
}

/** All ways to take so many of 0, 1, 2, ... */
function subsets(count: number, size: number): number[][] {
  return Array.from({ length: 2 ** count }, (_, bits) =>
    Array.from({ length: count }, (_, i) => i).filter((i) => bits & (1 << i)),
  ).filter(({ length }) => length === size);
}

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
        .tuple(fc.integer({ min: -2, max: 2 }), dayWindow)
        .map(([days, window]) => ({ weekday: ((weekday + days + 6) % 7) + 1, ...window })),
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
