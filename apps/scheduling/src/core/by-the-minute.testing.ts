/*
 * The rules once more, as they are told to people: minute by minute, each question of a clock on a wall put to Temporal.
 * Slow, and nothing to get wrong; what the core computes must be the same.
 */
import { Temporal } from "temporal-polyfill";
import type { CoachCalendar } from "./calendar.js";
import type { Share } from "./fairness.js";
import type { SlotQuestion } from "./free-time.js";
import type { GridTerms } from "./grid.js";
import { DAY, MINUTE } from "./lengths.js";
import type { Staffing } from "./team-slots.js";
import type { Whereabouts } from "./travel.js";

export type Question = Required<Omit<SlotQuestion, "after">> & Required<GridTerms>;
export interface Coach extends Required<CoachCalendar>, Share {}

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
export function openMinutes(coach: Coach, from: number, to: number): boolean[] {
  const minutes: boolean[] = Array.from({ length: (to - from) / MINUTE }, () => false);
  let date = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO("UTC").toPlainDate().subtract({ days: 3 });
  for (; Date.parse(date.toString()) < to + 3 * DAY; date = date.add({ days: 1 })) {
    const zone = zoneOn(coach, date.toString());
    const ofDay = coach.windows.filter(
      ({ weekday, firstDate, lastDate }) =>
        weekday === date.dayOfWeek && (firstDate ?? "") <= date.toString() && date.toString() <= (lastDate ?? "9"),
    );
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

export function slowStarts(coach: Coach, question: Question): number[] {
  const from = question.from - LOOKBACK;
  const free = freeMinutes(coach, from, question.to + DAY);
  return grid(question, from, (minute) => free[minute]!).filter(
    (at) => isFreeThrough(free, (at - from) / MINUTE, question) && mayStart(coach, question, at),
  );
}

type Found = { start: number; coachIds: string[] };

export function slowTeam(coaches: readonly Coach[], staffing: Staffing, question: Question): Found[] {
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
