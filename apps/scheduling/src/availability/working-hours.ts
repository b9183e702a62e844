import type { SessionTerms } from "../core/calendar.js";
import type { Typed, TypedHours } from "../core/hours-of-type.js";
import type { Interval } from "../core/interval.js";
import type { Travel } from "../core/travel.js";
import type { DayWindow, WeeklyWindow } from "../core/windows.js";
import { DAY } from "../core/lengths.js";

/** When a coach works and the terms of a session, as the coach has set them. */
export interface WorkingHours extends SessionTerms, TypedHours {
  readonly coachId: string;
  readonly timeZone: string;
  /** Whether sessions in other firms block their time. */
  readonly sharesBusyTime: boolean;
  readonly timeOff?: readonly Interval[];
  readonly travel?: readonly Travel[];
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly minimumNoticeMinutes: number;
  /** The maximum number of sessions that start on a day or in a week. Null means no limit. */
  readonly mostPerDay?: number | null;
  readonly mostPerWeek?: number | null;
}

/** Runs a statement for one firm, within a transaction or alone. */
export type Query = (text: string, values: unknown[]) => Promise<object[]>;

/** How far before and after a range a coach's data counts in it: windows without a gap are followed for four weeks. */
const MARGIN = 45 * DAY;

/** The whole range of possible times. */
const EVER: Interval = [0, Date.parse("9999-01-01T00:00Z")];

const windowsOf = (table: string, more: string, owner: string) => `
  select json_agg(json_build_object(${more}
    'startMinute', w.start_minute, 'endMinute', w.end_minute, 'sessionTypeId', w.session_type_id))
  from ${table} w where w.firm_id = $1::uuid and w.${owner}`;
const ofWeek = "'weekday', w.weekday, 'firstDate', w.first_date, 'lastDate', w.last_date,";

const text = `
  select a.coach_id as "coachId", a.time_zone as "timeZone",
    a.buffer_before_minutes as "bufferBeforeMinutes", a.buffer_after_minutes as "bufferAfterMinutes",
    a.minimum_notice_minutes as "minimumNoticeMinutes", a.horizon_days * 1440 as "horizonMinutes",
    a.most_per_day as "mostPerDay", a.most_per_week as "mostPerWeek",
    (select p.shares_busy_time from person p where p.firm_id = $1::uuid and p.id = a.coach_id) as "sharesBusyTime",
    (${windowsOf("availability_window", ofWeek, "availability_id = a.id")}) as weekly,
    (select json_agg(json_build_array(
       o.date, coalesce((${windowsOf("availability_override_window", "", "override_id = o.id")}), '[]'::json)))
     from availability_override o where o.firm_id = $1::uuid and o.availability_id = a.id) as dates,
    (select json_agg(json_build_array(
       (extract(epoch from t.starts_at) * 1000)::float8, (extract(epoch from t.ends_at) * 1000)::float8))
     from time_off t where t.firm_id = $1::uuid and t.coach_id = a.coach_id
       and t.ends_at > $3::timestamptz and t.starts_at < $4::timestamptz) as "timeOff",
    (select json_agg(json_build_object(
       'firstDate', v.first_date, 'lastDate', v.last_date, 'timeZone', v.time_zone))
     from travel v where v.firm_id = $1::uuid and v.coach_id = a.coach_id
       and v.last_date > $3::timestamptz::date and v.first_date < $4::timestamptz::date) as travel
  from availability a where a.firm_id = $1::uuid and a.coach_id = any($2::uuid[])`;

interface Row extends Omit<WorkingHours, "weekly" | "dates" | "timeOff" | "travel" | "horizonMinutes"> {
  readonly horizonMinutes: number | null;
  readonly weekly: Typed<WeeklyWindow>[] | null;
  readonly dates: [string, Typed<DayWindow>[]][] | null;
  readonly timeOff: Interval[] | null;
  readonly travel: Travel[] | null;
}

/**
 * The working hours of coaches who have set them, by coach, with everything that matters in the range (epoch
 * milliseconds). One statement.
 */
export async function workingHoursOf(
  query: Query,
  firmId: string,
  coachIds: readonly string[],
  [from, to]: Interval = EVER,
): Promise<ReadonlyMap<string, WorkingHours>> {
  const bounds = [new Date(Math.max(EVER[0], from - MARGIN)), new Date(Math.min(EVER[1], to + MARGIN))];
  const rows = (await query(text, [firmId, coachIds, ...bounds])) as Row[];
  return new Map(
    rows.map(({ horizonMinutes, weekly, dates, timeOff, travel, ...hours }) => [
      hours.coachId,
      {
        ...hours,
        horizonMinutes: horizonMinutes ?? undefined,
        weekly: weekly ?? [],
        dates: new Map(dates),
        timeOff: timeOff ?? [],
        travel: travel ?? [],
      },
    ]),
  );
}
