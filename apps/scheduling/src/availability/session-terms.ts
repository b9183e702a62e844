import type { SessionType } from "@coachwork/schema";
import { workingTimes } from "../core/calendar.js";
import { hoursOfType } from "../core/hours-of-type.js";
import { isOpen } from "../core/interval.js";
import type { SessionLimit } from "../core/limits.js";
import type { Hours } from "../core/windows.js";
import type { WorkingHours } from "./working-hours.js";
import { DAY_MINUTES } from "../core/lengths.js";

/** The terms of a session type. */
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

/** A session that counts against limits: its start in epoch milliseconds and its type. */
export interface Counted {
  readonly start: number;
  readonly typeId: string | null;
}

/** When a coach works for sessions of one type, and the terms of such a session. */
export type HoursForType = WorkingHours & Required<Pick<Hours, "windows" | "overrides">>;

/**
 * A coach's hours for a session of a type: in the type's own windows, if the coach has set some. The type's buffers
 * replace the coach's. The longer notice and the nearer horizon apply.
 */
export function hoursForType(stored: WorkingHours, type: TypeTerms | undefined): HoursForType {
  const hours = withWindowsOf(stored, type?.id);
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

/** A coach's hours with their windows for sessions of a type, on the coach's own terms. */
export function withWindowsOf(hours: WorkingHours, typeId: string | undefined): HoursForType {
  return { ...hours, ...hoursOfType(hours, typeId) };
}

/** Whether the coach has weekly windows for sessions of this type alone. */
export function hasHoursOfType({ weekly }: WorkingHours, type: Pick<TypeTerms, "id"> | undefined): boolean {
  return type !== undefined && weekly.some(({ sessionTypeId }) => sessionTypeId === type.id);
}

/** Whether the coach works throughout [start, end). */
export function worksThrough(hours: HoursForType, start: number, end: number): boolean {
  return isOpen(workingTimes(hours, start, end), start, end);
}

/** Whether the number of the coach's sessions matters. */
export function isLimited(hours: WorkingHours | undefined, type: TypeTerms | undefined): boolean {
  return [hours, type].some((terms) => terms?.mostPerDay != null || terms?.mostPerWeek != null);
}

/** The coach's own limits for all sessions, and the type's limits for sessions of that type. All of them apply. */
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
