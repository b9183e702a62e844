import type { EventTime, IcsEvent } from "./event.js";
import { instantOf, type IcsTime } from "./time.js";
import type { Interval } from "../interval.js";
import { DAY } from "../lengths.js";

/** What changes to an occurrence and all later ones do to the occurrences of a series (RFC 5545, 3.2.13). */
export interface LaterChanges {
  /** How far occurrences are moved at most, in milliseconds. */
  readonly farthest: number;
  /** Where an occurrence is now; nothing, if it was cancelled or is free. */
  apply(occurrence: Interval): Interval[];
}

interface LaterChange {
  /** The first occurrence that goes with it, where that was planned. */
  readonly since: number;
  readonly busy: boolean;
  readonly time: EventTime | undefined;
  readonly replaces: IcsTime;
}

/** Each occurrence goes with the last change before it, as far as the changed one went on the clock, and as long as that is. */
export function laterChanges(changed: readonly IcsEvent[]): LaterChanges {
  const changes = changed
    .flatMap(({ movesLater, replaces, busy, time }): LaterChange[] =>
      movesLater && replaces ? [{ since: instantOf(replaces), busy, time, replaces }] : [],
    )
    .sort((a, b) => a.since - b.since);
  const distances = changes.map(({ since, time }) => (time ? Math.abs(instantOf(time.start) - since) + DAY : 0));
  return {
    farthest: Math.max(0, ...distances),
    apply(occurrence) {
      const change = changes.findLast(({ since }) => since <= occurrence[0]);
      if (change === undefined) return [occurrence];
      if (!change.busy) return [];
      if (change.time === undefined) return [occurrence];
      const start = moved(occurrence[0], change.replaces, change.time.start);
      return [[start, change.time.endOf(start)]];
    },
  };
}

function moved(occurrence: number, from: IcsTime, to: IcsTime): number {
  const { zone } = to;
  const distance = zone.wallAt(instantOf(from)).until(to.wall, { largestUnit: "day" });
  const wall = zone.wallAt(occurrence).add(distance);
  return zone.instantOf(to.allDay ? wall.toPlainDate().toPlainDateTime() : wall);
}
