import type { OpenCalendar } from "./calendar.js";
import { merge, subtract, type Interval } from "./interval.js";
import { minutes } from "./lengths.js";

/** A query about one calendar or several. Instants are epoch milliseconds, lengths are minutes. */
export interface SlotQuestion {
  /** Slots start at or after this instant ... */
  readonly from: number;
  /** ... and before this one. */
  readonly to: number;
  /** Only slots that start later than this: the last one of the previous page. Default: from the beginning. */
  readonly after?: number | undefined;
  /** The current instant; nothing starts before it. */
  readonly now: number;
  /** More than 0. */
  readonly durationMinutes: number;
}

/** What can prevent a slot; each is a reason for an empty result, in the order in which they are reported. */
export const OBSTACLES = ["TIME_OFF", "FULLY_BUSY", "LIMIT_REACHED", "TOO_SHORT_NOTICE", "BEYOND_HORIZON"] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** What one calendar leaves free for a session. */
export interface FreeTime {
  /** The session lies wholly inside one of these, in order. Nothing else decides where slots lie. */
  readonly ranges: readonly Interval[];
  /** It starts at this instant at the earliest ... */
  readonly earliest: number;
  /** ... and at this one at the latest ... */
  readonly latest: number;
  /** ... and in none of these, merged. */
  readonly full: readonly Interval[];
}

const NOTHING: ReadonlySet<Obstacle> = new Set();

/**
 * The free time of a calendar, and what it would be without some obstacles. O((open + busy) log (open + busy)).
 * @throws RangeError if a length is not a whole number of minutes, 0 or more
 */
export function freeTime(calendar: OpenCalendar, question: SlotQuestion, lifted = NOTHING): FreeTime {
  const { timeOff = [], full = [], minimumNoticeMinutes = 0, horizonMinutes } = calendar;
  const { from, to, after = -Infinity, now } = question;
  const notice = minutes("minimumNoticeMinutes", minimumNoticeMinutes, 0);
  const horizon = horizonMinutes === undefined ? Infinity : minutes("horizonMinutes", horizonMinutes, 0);
  const open = timeOff.length === 0 || lifted.has("TIME_OFF") ? calendar.open : subtract(calendar.open, merge(timeOff));
  const taken = takenTimes(calendar);
  return {
    ranges: lifted.has("FULLY_BUSY") ? open : subtract(open, taken),
    earliest: Math.max(from, after + 1, lifted.has("TOO_SHORT_NOTICE") ? -Infinity : now + notice),
    latest: Math.min(to - 1, lifted.has("BEYOND_HORIZON") ? Infinity : now + horizon),
    full: lifted.has("LIMIT_REACHED") ? [] : full,
  };
}

/** Where the session itself may not lie, so that its buffers also avoid busy times. */
function takenTimes({ open, busy, bufferBeforeMinutes = 0, bufferAfterMinutes = 0 }: OpenCalendar): Interval[] {
  const before = minutes("bufferBeforeMinutes", bufferBeforeMinutes, 0);
  const after = minutes("bufferAfterMinutes", bufferAfterMinutes, 0);
  const first = (open[0]?.[0] ?? Infinity) - before;
  const last = (open.at(-1)?.[1] ?? -Infinity) + after;
  const kept: Interval[] = [];
  for (const [start, end] of busy) {
    // A session that ends `after` before a busy time, or starts `before` past one, has room for its buffers.
    if (start < end && start < last && end > first) kept.push([start - after, end + before]);
  }
  return merge(kept);
}

/** A session's length in milliseconds. */
export function durationOf({ durationMinutes }: SlotQuestion): number {
  return minutes("durationMinutes", durationMinutes, 1);
}
