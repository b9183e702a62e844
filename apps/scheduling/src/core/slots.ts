import { merge, subtract, type Interval } from "./interval.js";
import { offsetPeriods, roundUpOnWall } from "./zone.js";

const MINUTE = 60_000;

/** The units a first slot is rounded up to, in minutes: the largest that divides the step counts. */
const ROUNDINGS = [60, 30, 20, 15, 10, 5, 1] as const;

/** What is asked of one calendar. Instants are epoch milliseconds, lengths are minutes. */
export interface SlotQuery {
  /** When the calendar is open, merged and whole, as `openIntervals` gives it. A slot lies wholly inside one of these. */
  readonly open: readonly Interval[];
  /**
   * What is taken already, in any order; sessions with their own buffers. It must cover all of `open`, not only
   * [from, to): the busy time before a slot decides where its free range starts.
   */
  readonly busy: readonly Interval[];
  /** The IANA zone on whose clock slots are rounded. */
  readonly timeZone: string;
  /** Slots start at or after this instant ... */
  readonly from: number;
  /** ... and before this one. */
  readonly to: number;
  /** More than 0. */
  readonly durationMinutes: number;
  /** From one slot's start to the next; more than 0. Default: the duration. */
  readonly stepMinutes?: number | undefined;
  /** What the session to be booked blocks before its start. Default: 0. */
  readonly bufferBeforeMinutes?: number | undefined;
  /** What the session to be booked blocks after its end. Default: 0. */
  readonly bufferAfterMinutes?: number | undefined;
  /** The current instant; nothing starts before it. */
  readonly now: number;
  /** How long before its start a session must be booked at the latest. Default: 0. */
  readonly minimumNoticeMinutes?: number | undefined;
}

/**
 * The slots that can be booked, in order.
 *
 * The first slot of each free range is rounded up, on the wall clock, to the largest of 60, 30, 20, 15, 10, 5 minutes
 * that divides the step (to the whole minute if none does); the others follow by the step, until the next busy time
 * starts a new range. Neither the range asked for nor the notice starts one: they only leave slots out, so two pages
 * never disagree. O((open + busy) log busy + slots).
 * @throws RangeError if the duration or step is not more than 0, a length is not a whole number or the zone is not known.
 */
export function freeSlots(query: SlotQuery): Interval[] {
  return [...eachSlot(query)];
}

/** As `freeSlots`, one at a time: for those who want the first few only. */
export function* eachSlot(query: SlotQuery): Generator<Interval, void, undefined> {
  const duration = minutes("durationMinutes", query.durationMinutes, 1);
  const step = minutes("stepMinutes", query.stepMinutes ?? query.durationMinutes, 1);
  const notice = minutes("minimumNoticeMinutes", query.minimumNoticeMinutes ?? 0, 0);
  const earliest = Math.max(query.from, query.now + notice);
  const free = freeRanges(query);
  const first = free[0];
  const last = free.at(-1);
  if (first === undefined || last === undefined) return;

  const rounding = ROUNDINGS.find((unit) => (step / MINUTE) % unit === 0)! * MINUTE;
  const periods = offsetPeriods(query.timeZone, first[0], last[1]);
  for (const [start, end] of free) {
    if (start >= query.to) return;
    if (end <= earliest) continue;
    const rounded = roundUpOnWall(periods, start, rounding);
    const skipped = Math.max(0, Math.ceil((earliest - rounded) / step));
    for (let at = rounded + skipped * step; at + duration <= end && at < query.to; at += step) {
      yield [at, at + duration];
    }
  }
}

/** The time a session may fill: inside the open intervals, and with its own buffers clear of what is busy. */
function freeRanges({ open, busy, bufferBeforeMinutes, bufferAfterMinutes }: SlotQuery): Interval[] {
  const before = minutes("bufferBeforeMinutes", bufferBeforeMinutes ?? 0, 0);
  const after = minutes("bufferAfterMinutes", bufferAfterMinutes ?? 0, 0);
  // A session that ends `after` before a busy time and starts `before` past one has room for its buffers.
  const kept = busy
    .filter(([start, end]) => start < end)
    .map(([start, end]): Interval => [start - after, end + before]);
  return subtract(open, merge(kept));
}

function minutes(name: string, value: number, least: number): number {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`${name} is ${value}; it must be a whole number of minutes, ${least} or more`);
  }
  return value * MINUTE;
}
