import { isDeepStrictEqual } from "node:util";
import { MINUTE, YEAR } from "./lengths.js";
import { readSeriesRule } from "./series-rule.js";
import { splitSeries } from "./series-split.js";
import { endOf, type Series, seriesStarts } from "./series-starts.js";

/** A session of a series, with what a calendar shows of it. Instants are epoch milliseconds. */
export interface Instance<Content> {
  readonly originalStart: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly content: Content;
}

/** Some of a series' sessions as a calendar writes them (RFC 5545, 3.8.5): one event that recurs, and what differs from it. */
export interface Recurrence<Content> extends Series {
  readonly durationMinutes: number;
  readonly content: Content;
  /** Starts in the rule that have no session (EXDATE). */
  readonly without: readonly number[];
  /** Sessions at another time or with other content (RECURRENCE-ID), by their original start. */
  readonly apart: readonly Instance<Content>[];
}

/** A series, and how far its sessions are booked. */
export interface BookedSeries extends Series {
  readonly durationMinutes: number;
  readonly materialisedUntil: number;
  /** Its last day, `YYYY-MM-DD`, if its rule has no end. */
  readonly lastDay: string | null;
  /** Whether somebody who takes part in its last booked session takes part in the later ones too. */
  readonly goesOn: boolean;
}

/** A series as it is stored, with the last day of its engagement. */
interface StoredSeries extends Series {
  readonly durationMinutes: number;
  readonly materialisedUntil: Date;
  readonly endedAt: Date | null;
}

/** `bySeat` says that somebody takes part by their seats: they have none in sessions that are not booked yet. */
export function bookedSeries(series: StoredSeries, lastDay: string | null, bySeat: boolean): BookedSeries {
  const { rule, timeZone, firstStart, durationMinutes, materialisedUntil, endedAt } = series;
  const stored = { rule, timeZone, firstStart, durationMinutes, lastDay };
  return { ...stored, materialisedUntil: materialisedUntil.getTime(), goesOn: endedAt === null && !bySeat };
}

/**
 * The recurrence of those sessions of a series in which somebody takes part. It begins with the first of them. It goes on
 * beyond what is booked, unless the person is not in the last booked session.
 * @param instances in order of their original start
 * @returns undefined if there are none
 */
export function recurrenceOf<Content>(
  series: BookedSeries,
  instances: readonly Instance<Content>[],
): Recurrence<Content> | undefined {
  const [first, last] = [instances[0], instances.at(-1)];
  const later = first && splitSeries(series, first.originalStart)?.later;
  if (!later || !last) return undefined;
  const { timeZone, firstStart } = later;
  const starts = [...seriesStarts(later, first.originalStart, series.materialisedUntil)];
  const goesOn = series.goesOn && !starts.some((start) => start > last.originalStart);
  const theirs = new Set(instances.map(({ originalStart }) => originalStart));
  const content = mostOf(instances.map((instance) => instance.content));
  const { durationMinutes } = series;
  return {
    ...{ timeZone, firstStart, durationMinutes, content },
    rule: goesOn ? withEnd(later, series.lastDay) : until(later.rule, last.originalStart),
    without: starts.filter((start) => start < last.originalStart && !theirs.has(start)),
    apart: instances.filter(
      (one) =>
        one.startsAt !== one.originalStart ||
        one.endsAt !== one.startsAt + durationMinutes * MINUTE ||
        !isDeepStrictEqual(one.content, content),
    ),
  };
}

/** The sessions of a recurrence that start in (from, to), in order of their original start. */
export function instancesOf<Content>(recurrence: Recurrence<Content>, from: number, to: number): Instance<Content>[] {
  const { durationMinutes, content } = recurrence;
  const left = new Set([...recurrence.without, ...recurrence.apart.map(({ originalStart }) => originalStart)]);
  const usual = [...seriesStarts(recurrence, from, to)]
    .filter((start) => !left.has(start))
    .map((start) => ({ originalStart: start, startsAt: start, endsAt: start + durationMinutes * MINUTE, content }));
  return [...usual, ...recurrence.apart]
    .filter(({ startsAt }) => startsAt > from && startsAt < to)
    .sort((a, b) => a.originalStart - b.originalStart);
}

/** The first start and the end of the event that recurs. */
export function firstOf({ durationMinutes, ...series }: Recurrence<unknown>): { startsAt: number; endsAt: number } {
  const startsAt = seriesStarts(series, -Infinity, FAR).next().value as number;
  return { startsAt, endsAt: startsAt + durationMinutes * MINUTE };
}

const FAR = Date.UTC(2200, 0);

/** An endless rule ends with its last day. RFC 5545 wants UNTIL in UTC where the start has a zone. */
function withEnd({ rule, timeZone }: Series, lastDay: string | null): string {
  const { count, until: given } = readSeriesRule(rule);
  if (count !== undefined || given?.endsWith("Z")) return rule;
  const day = given ?? lastDay?.replaceAll("-", "");
  return day === undefined ? rule : until(rule, endOf(day, timeZone) - 1000);
}

function until(rule: string, instant: number): string {
  return `${readSeriesRule(rule).pattern};UNTIL=${new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "")}`;
}

/** The most frequent content, or the first of several. */
function mostOf<Content>(contents: readonly Content[]): Content {
  const groups = Map.groupBy(contents, (content) => JSON.stringify(content));
  return [...groups.values()].reduce((most, group) => (group.length > most.length ? group : most))[0]!;
}

/** How far ahead two recurrences are compared. What differs later is news later. */
const COMPARED = YEAR;

/** A session that differs between two recurrences. */
export interface Difference<Content> {
  readonly before: Instance<Content> | undefined;
  readonly after: Instance<Content> | undefined;
}

/** Which sessions that start after `now` differ, in order of their original start. None stands for no sessions. */
export function differences<Content>(
  one: Recurrence<Content> | undefined,
  other: Recurrence<Content> | undefined,
  now: number,
): Difference<Content>[] {
  const ahead = (recurrence: Recurrence<Content> | undefined) =>
    new Map(
      (recurrence ? instancesOf(recurrence, now, now + COMPARED) : []).map(
        (each) => [each.originalStart, each] as const,
      ),
    );
  const [before, after] = [ahead(one), ahead(other)];
  const starts = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b);
  return starts
    .map((start) => ({ before: before.get(start), after: after.get(start) }))
    .filter((difference) => !isDeepStrictEqual(difference.before, difference.after));
}
