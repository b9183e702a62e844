import type { Interval } from "../interval.js";
import type { CalendarWarning } from "./warnings.js";

/** What a calendar is asked: when its owner is busy in [from, to), in epoch milliseconds. */
export interface CalendarQuestion {
  /** The zone of floating times and whole days, where the calendar names none itself. */
  readonly timeZone: string;
  readonly from: number;
  readonly to: number;
  /** The owner's e-mail address: what it has declined is not busy. */
  readonly owner?: string | undefined;
}

/** What a calendar answers. */
export interface ReadCalendar {
  /** Merged, in order, each whole. */
  readonly busy: readonly Interval[];
  /** The same of events whose UID has the mark of this product: who sent them knows better when they are. */
  readonly ours: readonly { readonly uid: string; readonly busy: readonly Interval[] }[];
  readonly warnings: readonly CalendarWarning[];
  /** How many warnings there are besides. */
  readonly further: number;
  /** What of its text tells times from then on; a reader gets the same out of it. */
  readonly kept: string;
}
