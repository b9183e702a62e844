import { Temporal } from "temporal-polyfill";
import { InvalidSeries } from "./invalid-series.js";
import { readSeriesRule } from "./series-rule.js";
import { type Series, shownOnWall, wallOf } from "./series-starts.js";
import { offsetAt, offsetPeriods, startInstant } from "./zone.js";
import { DAY } from "./lengths.js";

const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** Parts of a rule whose days do not move along with a first start. */
const FIXED_DAYS = ["BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYSETPOS"];

/** Parts of a rule that say the time of day, and where it stands in a local time. */
const CLOCK: readonly (readonly [part: string, at: number])[] = [
  ["BYHOUR", 11],
  ["BYMINUTE", 14],
  ["BYSECOND", 17],
];

/**
 * A series whose first start moves, and all others with it: by as many days, to the new time of day, on the clock of the new
 * zone. A rule of Mondays and Wednesdays becomes one of Tuesdays and Thursdays, and its end moves too, so that there are
 * as many starts. In months, "the second Monday" becomes "the second Tuesday" if that is where the first start goes.
 * @throws InvalidSeries if the rule does not say where its other starts go
 */
export function movedSeries(series: Series, to: Pick<Series, "firstStart" | "timeZone">): Series {
  const [before, after] = [wallOf(series.firstStart), wallOf(to.firstStart)];
  const { pattern, count, until } = readSeriesRule(series.rule);
  const parts = new Map(pattern.split(";").map((part) => part.split("=") as [string, string]));
  const refuse = (name: string): never => {
    const problem = `the sessions cannot follow from ${series.firstStart} to ${shownOnWall(after)}, because the rule has ${name}=${parts.get(name)!}; give the new rule too`;
    throw new InvalidSeries("rule", problem);
  };
  moveDays(parts, { before, after, refuse });
  moveClock(parts, { before, after, refuse });
  const moved = [...parts].map((part) => part.join("=")).join(";");
  const end = count !== undefined ? `;COUNT=${count}` : until === undefined ? "" : `;UNTIL=${movedUntil()}`;
  return { rule: moved + end, firstStart: shownOnWall(after), timeZone: to.timeZone };

  function movedUntil(): string {
    if (!until!.endsWith("Z"))
      return Temporal.PlainDate.from(until!)
        .add({ days: daysBetween(before, after) })
        .toString()
        .replaceAll("-", "");
    const instant = Temporal.Instant.from(until!).epochMilliseconds;
    const [moved] = movedStarts([instant], { ...series, before }, { ...to, after });
    return new Date(moved!).toISOString().replace(/[-:]|\.\d+/g, "");
  }
}

interface Moved {
  /** The first start on the wall, before and after. */
  readonly before: number;
  readonly after: number;
  readonly refuse: (name: string) => never;
}

function moveDays(parts: Map<string, string>, { before, after, refuse }: Moved): void {
  const days = daysBetween(before, after);
  if (days === 0) return;
  for (const name of FIXED_DAYS) if (parts.has(name)) refuse(name);
  const frequency = parts.get("FREQ");
  const [weekdays, monthDays] = [parts.get("BYDAY"), parts.get("BYMONTHDAY")];
  if (frequency === "DAILY" || frequency === "WEEKLY") {
    if (monthDays !== undefined) refuse("BYMONTHDAY");
    if (weekdays === undefined) return;
    parts.set("BYDAY", weekdays.split(",").map(later(days)).join(","));
    // The weeks that are skipped begin on another day then.
    if (frequency === "WEEKLY" && parts.has("INTERVAL")) parts.set("WKST", later(days)(parts.get("WKST") ?? "MO"));
    return;
  }
  const day = dateOf(after);
  if (monthDays !== undefined) {
    if (weekdays !== undefined || !/^-?\d+$/.test(monthDays)) refuse("BYMONTHDAY");
    parts.set("BYMONTHDAY", `${monthDays.startsWith("-") ? day.day - day.daysInMonth - 1 : day.day}`);
    return;
  }
  if (weekdays === undefined) return;
  const [, sign] = /^(-?)\d+[A-Z]{2}$/.exec(weekdays) ?? refuse("BYDAY");
  const place = sign === "-" ? -Math.ceil((day.daysInMonth - day.day + 1) / 7) : Math.ceil(day.day / 7);
  // Not every month has a fifth one.
  if (frequency !== "MONTHLY" || Math.abs(place) > 4) refuse("BYDAY");
  parts.set("BYDAY", `${place}${WEEKDAYS[day.dayOfWeek - 1]!}`);
}

function moveClock(parts: Map<string, string>, { before, after, refuse }: Moved): void {
  if (before % DAY === after % DAY) return;
  for (const [name, at] of CLOCK) {
    const value = parts.get(name);
    if (value?.includes(",")) refuse(name);
    if (value !== undefined) parts.set(name, `${Number(new Date(after).toISOString().slice(at, at + 2))}`);
  }
}

/**
 * Instants that move as far on the wall as the first start of a series, each by itself. A time that the new clock skips
 * becomes the moment of the change.
 */
export function movedStarts(
  instants: readonly number[],
  { timeZone, before }: { readonly timeZone: string; readonly before: number },
  to: { readonly timeZone: string; readonly after: number },
): number[] {
  return instants.map((instant) => {
    const wall = instant + offsetAt(offsetPeriods(timeZone, instant, instant), instant) + to.after - before;
    return startInstant(offsetPeriods(to.timeZone, wall - DAY, wall + DAY), wall);
  });
}

function daysBetween(before: number, after: number): number {
  return Math.floor(after / DAY) - Math.floor(before / DAY);
}

function later(days: number): (weekday: string) => string {
  return (weekday) => WEEKDAYS[(WEEKDAYS.indexOf(weekday) + (days % 7) + 7) % 7]!;
}

function dateOf(wall: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO("UTC").toPlainDate();
}
