import { openIntervals, type WeeklyWindow } from "../core/windows.js";
import { type Interval, isOpen } from "../core/interval.js";
import { MINUTE } from "./session-time.js";

/** When a coach works and what a session needs around it, as the coach has set it. */
export interface WorkingHours {
  readonly coachId: string;
  readonly timeZone: string;
  readonly windows: readonly WeeklyWindow[];
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly minimumNoticeMinutes: number;
}

/** Runs a statement for one firm: in a transaction, or alone. */
export type Query = (text: string, values: unknown[]) => Promise<object[]>;

/** The working hours of those coaches who have set them, by coach; one statement. */
export async function workingHoursOf(
  query: Query,
  firmId: string,
  coachIds: readonly string[],
): Promise<ReadonlyMap<string, WorkingHours>> {
  const rows = (await query(
    `select a.coach_id as "coachId", a.time_zone as "timeZone",
       a.buffer_before_minutes as "bufferBeforeMinutes", a.buffer_after_minutes as "bufferAfterMinutes",
       a.minimum_notice_minutes as "minimumNoticeMinutes",
       coalesce(
         (select json_agg(json_build_object('weekday', w.weekday, 'startMinute', w.start_minute, 'endMinute', w.end_minute))
          from availability_window w where w.firm_id = $1::uuid and w.availability_id = a.id),
         '[]'::json) as windows
     from availability a where a.firm_id = $1::uuid and a.coach_id = any($2::uuid[])`,
    [firmId, coachIds],
  )) as WorkingHours[];
  return new Map(rows.map((hours) => [hours.coachId, hours]));
}

/** Whether the coach works all through [start, end). */
export function worksThrough({ windows, timeZone }: WorkingHours, start: number, end: number): boolean {
  return isOpen(openIntervals(windows, timeZone, start, end), start, end);
}

/** What a session blocks of the coach's time: its own and the buffers around it. */
export function blockedBy(hours: WorkingHours, start: number, end: number): Interval {
  return [start - hours.bufferBeforeMinutes * MINUTE, end + hours.bufferAfterMinutes * MINUTE];
}
