import { type CoachCalendar, type Interval, openCalendar, type TeamCoach } from "@coachwork/scheduling/core";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A Monday; the clock goes on in Europe within four weeks of it. */
const FROM = Date.UTC(2026, 2, 9);

/** What is asked: half hours, with `now` the day before. */
export interface Question {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly durationMinutes: number;
  readonly clock: { readonly timeZone: string };
}

export function questionOf(days: number): Question {
  const clock = { timeZone: "Europe/London" };
  return { from: FROM, to: FROM + days * DAY, now: FROM - DAY, durationMinutes: 30, clock };
}

export type BenchCalendar = CoachCalendar & Pick<TeamCoach, "coachId" | "had">;

/**
 * Calendars of coaches who work 9 to 17 from Monday to Friday. In each 30 days 192 of their half hours are taken, and 8
 * times in the evening: 160 slots are left in the first. No two calendars are alike. `further` more times are at night.
 */
export function calendars(count: number, days: number, further = 0): BenchCalendar[] {
  const windows = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 540, endMinute: 1020 }));
  const hours = { timeZone: "Europe/London", windows, busy: [] };
  const open = openCalendar(hours, FROM, FROM + days * DAY).open;
  const halves = open.flatMap(([start, end]) => spread(start, end, 30));
  const evenings = open.flatMap(([, end]) => spread(end + 60 * MINUTE, end + 120 * MINUTE, 30));
  const nights = open.flatMap(([, end]) => spread(end + 180 * MINUTE, end + 720 * MINUTE, 5));
  return Array.from({ length: count }, (_, place) => ({
    ...hours,
    coachId: `coach-${String(place).padStart(3, "0")}`,
    had: place % 7,
    busy: [
      ...picked(halves, (192 * days) / 30, place),
      ...picked(evenings, (8 * days) / 30, place),
      ...picked(nights, further, place),
    ],
  }));
}

function spread(from: number, to: number, minutes: number): Interval[] {
  const times: Interval[] = [];
  for (let at = from; at < to; at += minutes * MINUTE) times.push([at, at + minutes * MINUTE]);
  return times;
}

/** So many of them, scattered, in no order; others for each place. */
function picked(times: readonly Interval[], count: number, place: number): Interval[] {
  if (count > times.length) throw new Error(`${count} of ${times.length} times cannot be taken.`);
  return times
    .map((time, i) => ({ time, rank: scattered(i * 1009 + place * 7919) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ time }) => time);
}

/** A number that looks like chance and is the same in every run. */
function scattered(seed: number): number {
  let mixed = Math.imul(seed + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
