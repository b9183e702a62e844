import type { SessionType } from "@coachwork/schema";
import type { SessionLimit } from "../core/limits.js";
import type { WorkingHours } from "./working-hours.js";
import { DAY_MINUTES } from "../core/lengths.js";

/** What a session type asks for. */
export type TypeTerms = Pick<
  SessionType,
  | "id"
  | "bufferBeforeMinutes"
  | "bufferAfterMinutes"
  | "minimumNoticeMinutes"
  | "horizonDays"
  | "mostPerDay"
  | "mostPerWeek"
>;

/** A session that counts against limits: when it starts, in epoch milliseconds, and of which type it is. */
export interface Counted {
  readonly start: number;
  readonly typeId: string | null;
}

/**
 * A coach's hours for a session of a type: its buffers in place of the coach's where it has some; of notices the longer
 * holds, and of horizons the nearer.
 */
export function hoursForType(hours: WorkingHours, type: TypeTerms | undefined): WorkingHours {
  if (!type) return hours;
  const horizons = [hours.horizonMinutes, type.horizonDays === null ? undefined : type.horizonDays * DAY_MINUTES];
  const horizon = Math.min(...horizons.map((minutes) => minutes ?? Infinity));
  return {
    ...hours,
    bufferBeforeMinutes: type.bufferBeforeMinutes ?? hours.bufferBeforeMinutes,
    bufferAfterMinutes: type.bufferAfterMinutes ?? hours.bufferAfterMinutes,
    minimumNoticeMinutes: Math.max(hours.minimumNoticeMinutes, type.minimumNoticeMinutes ?? 0),
    horizonMinutes: horizon === Infinity ? undefined : horizon,
  };
}

/** Whether it matters how many sessions the coach has. */
export function isLimited(hours: WorkingHours | undefined, type: TypeTerms | undefined): boolean {
  return [hours, type].some((terms) => terms?.mostPerDay != null || terms?.mostPerWeek != null);
}

/** The coach's own limits, on all sessions, and the type's, on those of the type. All of them hold. */
export function limitsOf(
  hours: WorkingHours,
  type: TypeTerms | undefined,
  counted: readonly Counted[],
): readonly SessionLimit[] {
  const all = counted.map(({ start }) => start);
  const ofType = counted.filter(({ typeId }) => typeId === type?.id).map(({ start }) => start);
  const limits = [
    { per: "DAY", most: hours.mostPerDay, starts: all },
    { per: "WEEK", most: hours.mostPerWeek, starts: all },
    { per: "DAY", most: type?.mostPerDay, starts: ofType },
    { per: "WEEK", most: type?.mostPerWeek, starts: ofType },
  ] as const;
  return limits.flatMap(({ most, ...limit }) => (most == null ? [] : [{ ...limit, most }]));
}
