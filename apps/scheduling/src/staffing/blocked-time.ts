import type { Interval } from "../core/interval.js";
import { MINUTE } from "../core/lengths.js";

/** The minutes kept free around a session. */
interface Buffers {
  readonly bufferBeforeMinutes?: number | null | undefined;
  readonly bufferAfterMinutes?: number | null | undefined;
}

/** What a session blocks of the coach's time: the session and the buffers around it. */
export function blockedBy(buffers: Buffers | undefined, start: number, end: number): Interval {
  const { bufferBeforeMinutes, bufferAfterMinutes } = buffers ?? {};
  return [start - (bufferBeforeMinutes ?? 0) * MINUTE, end + (bufferAfterMinutes ?? 0) * MINUTE];
}

/** A half-open range of instants as PostgreSQL writes it. */
export function rangeText([start, end]: Interval): string {
  return `[${new Date(start).toISOString()},${new Date(end).toISOString()})`;
}
