import type { Interval } from "../core/interval.js";
import { attendedBy } from "./attended-sessions.js";
import { isNotOver } from "./counted-sessions.js";
import { LONGEST_SESSION } from "./session-time.js";
import type { Query, WorkingHours } from "../availability/working-hours.js";
import { MINUTE } from "../core/lengths.js";

/** The longest buffer that a coach can set. */
export const LONGEST_BUFFER = 240 * MINUTE;

interface TakenRow {
  readonly coachId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const outside = `
  select b.coach_id as "coachId", b.starts_at as "startsAt", b.ends_at as "endsAt" from busy_time b
  where b.firm_id = $1::uuid and b.coach_id = any($2::uuid[])
    and b.ends_at > $3::timestamptz and b.starts_at < $4::timestamptz`;

const elsewhere = `
  select m."personId" as "coachId", lower(c.blocked) as "startsAt", upper(c.blocked) as "endsAt"
  from identity.membership m join identity.commitment c on c."userId" = m."userId"
  where m."firmId" = $1::uuid and m."personId" = any($2::uuid[]) and c."firmId" <> $1::uuid
    and c.blocked && tstzrange($3::timestamptz, $4::timestamptz)`;

// Sessions are found by their start: comparing ranges is not leakproof, so no index would serve it.
const sessions = `
  select c.coach_id, lower(c.blocked), upper(c.blocked) from session_coach c
  join session s on s.firm_id = $1::uuid and s.id = c.session_id
  where c.firm_id = $1::uuid and c.coach_id = any($2::uuid[]) and c.blocks
    and s.starts_at > $5::timestamptz and s.starts_at < $6::timestamptz and ${isNotOver("s", "$7")}
    and c.session_id is distinct from $8::uuid`;

// A coach who takes part in a session of a colleague cannot coach then.
const attended = `
  select a.person_id, s.starts_at, s.ends_at from ${attendedBy("any($2::uuid[])")}
    and s.starts_at > $5::timestamptz and s.starts_at < $6::timestamptz and ${isNotOver("s", "$7")}
    and s.id is distinct from $8::uuid`;

/** Times in external calendars that overlap [from, to), by coach. */
export async function externalBusyTimes(
  query: Query,
  firmId: string,
  coachIds: readonly string[],
  [from, to]: Interval,
): Promise<ReadonlyMap<string, Interval[]>> {
  return byCoach(await query(outside, [firmId, coachIds, new Date(from), new Date(to)]));
}

/**
 * Everything that takes the coaches' time near [from, to): sessions with their buffers, holds until they end (`now` is
 * in epoch milliseconds), sessions in which they take part, and external calendars. One statement. `except` is a session
 * that takes no time, because it is being moved.
 */
export async function takenTimes(
  query: Query,
  firmId: string,
  coachIds: readonly string[],
  [from, to]: Interval,
  now: number,
  except: string | null = null,
): Promise<ReadonlyMap<string, Interval[]>> {
  const bounds = [from, to, from - LONGEST_SESSION - LONGEST_BUFFER, to + LONGEST_BUFFER, now];
  const values = [firmId, coachIds, ...bounds.map((bound) => new Date(bound)), except];
  return byCoach(await query(`${outside} union all ${sessions} union all ${attended}`, values));
}

/** The times of the coaches' sessions in other firms, buffers included. Nothing else is known of them. */
export async function takenElsewhere(
  query: Query,
  firmId: string,
  coaches: readonly Pick<WorkingHours, "coachId" | "sharesBusyTime">[],
  [from, to]: Interval,
): Promise<ReadonlyMap<string, Interval[]>> {
  const coachIds = coaches.filter(({ sharesBusyTime }) => sharesBusyTime).map(({ coachId }) => coachId);
  if (coachIds.length === 0) return new Map();
  return byCoach(await query(elsewhere, [firmId, coachIds, new Date(from), new Date(to)]));
}

function byCoach(rows: readonly object[]): Map<string, Interval[]> {
  const taken = new Map<string, Interval[]>();
  for (const { coachId, startsAt, endsAt } of rows as TakenRow[]) {
    const times = taken.get(coachId) ?? [];
    times.push([startsAt.getTime(), endsAt.getTime()]);
    taken.set(coachId, times);
  }
  return taken;
}
