import type { ScheduleEntryKind } from "@coachwork/schema";
import type { Query } from "../availability/working-hours.js";
import type { Interval } from "../core/interval.js";
import { attendedBy } from "../staffing/attended-sessions.js";
import { coachPeople } from "../staffing/coach-people.js";
import { isNotOver } from "../staffing/counted-sessions.js";
import { LONGEST_SESSION } from "../staffing/session-time.js";
import { externalBusyTimes, LONGEST_BUFFER, takenElsewhere } from "../staffing/taken-times.js";

/** Something that takes a coach's time, in epoch milliseconds. */
export interface TakenTime {
  readonly kind: ScheduleEntryKind;
  readonly time: Interval;
  /** The same with a session's buffers. */
  readonly blocked: Interval;
  /** UUIDs. */
  readonly session: string | null;
  readonly timeOff: string | null;
}

interface Asked {
  readonly firmId: string;
  readonly coachIds: readonly string[];
  readonly range: Interval;
  readonly now: number;
}

interface Row {
  readonly coachId: string;
  readonly kind: ScheduleEntryKind;
  readonly session: string | null;
  readonly timeOff: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly from: Date;
  readonly to: Date;
}

const inFirm = `
  select c.coach_id as "coachId", case s.status when 'HELD' then 'HOLD' else 'SESSION' end as kind,
    s.id as session, null::uuid as "timeOff", s.starts_at as "startsAt", s.ends_at as "endsAt",
    lower(c.blocked) as "from", upper(c.blocked) as "to"
  from session_coach c join session s on s.firm_id = $1::uuid and s.id = c.session_id
  where c.firm_id = $1::uuid and c.coach_id = any($2::uuid[]) and s.status not in ('CANCELLED', 'EXPIRED')
    and s.starts_at > $5::timestamptz and s.starts_at < $6::timestamptz
    and upper(c.blocked) > $3::timestamptz and lower(c.blocked) < $4::timestamptz and ${isNotOver("s", "$7")}
  union all
  select o.coach_id, 'TIME_OFF', null, o.id, o.starts_at, o.ends_at, o.starts_at, o.ends_at from time_off o
  where o.firm_id = $1::uuid and o.coach_id = any($2::uuid[])
    and o.ends_at > $3::timestamptz and o.starts_at < $4::timestamptz
  union all
  select a.person_id, 'BUSY', null, null, s.starts_at, s.ends_at, s.starts_at, s.ends_at
  from ${attendedBy("any($2::uuid[])")} and s.starts_at > $5::timestamptz and s.starts_at < $4::timestamptz
    and s.ends_at > $3::timestamptz and ${isNotOver("s", "$7")}`;

/**
 * What takes the coaches' time in a range, by coach: sessions, holds, time off, sessions in which they
 * take part, external calendars, other firms.
 */
export async function timesTaken(query: Query, asked: Asked): Promise<ReadonlyMap<string, readonly TakenTime[]>> {
  const { firmId, coachIds, range, now } = asked;
  const [from, to] = range;
  const bounds = [from, to, from - LONGEST_SESSION - LONGEST_BUFFER, to + LONGEST_BUFFER, now];
  const [rows, outside, coaches] = await Promise.all([
    query(inFirm, [firmId, coachIds, ...bounds.map((bound) => new Date(bound))]) as Promise<Row[]>,
    externalBusyTimes(query, firmId, coachIds, range),
    coachPeople(query, firmId, coachIds),
  ]);
  const elsewhere = await takenElsewhere(query, firmId, [...coaches.values()], range);
  const own = Map.groupBy(rows, ({ coachId }) => coachId);
  return new Map(
    coachIds.map((coach) => [
      coach,
      [
        ...(own.get(coach) ?? []).map(takenTime),
        ...[...(outside.get(coach) ?? []), ...(elsewhere.get(coach) ?? [])].map(busyTime),
      ],
    ]),
  );
}

function takenTime({ kind, session, timeOff, startsAt, endsAt, from, to }: Row): TakenTime {
  const time = [startsAt.getTime(), endsAt.getTime()] as const;
  return { kind, session, timeOff, time, blocked: [from.getTime(), to.getTime()] };
}

function busyTime(time: Interval): TakenTime {
  return { kind: "BUSY", time, blocked: time, session: null, timeOff: null };
}
