import type { Query } from "../availability/working-hours.js";
import type { Interval } from "../core/interval.js";
import { isNotOver } from "./counted-sessions.js";
import { LONGEST_SESSION } from "./session-time.js";

/**
 * The source of a statement: sessions `s` that take the time of people who take part in them. They are not excused, and it
 * is held, booked or in progress: such a session blocks its coaches' time. One that is moving blocks nobody's.
 */
export const attendedBy = (person: string): string => `
  attendance a join session s on s.firm_id = $1::uuid and s.id = a.session_id
  where a.firm_id = $1::uuid and a.person_id = ${person} and a.status <> 'EXCUSED'
    and exists (select from session_coach b where b.firm_id = $1::uuid and b.session_id = s.id and b.blocks)`;

/** When somebody takes part in sessions that overlap [from, to). `except` is a session that is being moved. One statement. */
export async function attendedTimes(
  query: Query,
  { firmId, personId, now }: { readonly firmId: string; readonly personId: string; readonly now: number },
  [from, to]: Interval,
  except: string | null = null,
): Promise<readonly Interval[]> {
  const rows = (await query(
    `select s.starts_at as "startsAt", s.ends_at as "endsAt" from ${attendedBy("$2::uuid")}
       and s.starts_at > $3::timestamptz and s.starts_at < $4::timestamptz and ${isNotOver("s", "$5")}
       and s.id is distinct from $6::uuid`,
    [firmId, personId, new Date(from - LONGEST_SESSION), new Date(to), new Date(now), except],
  )) as { readonly startsAt: Date; readonly endsAt: Date }[];
  return rows.map(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt.getTime()]);
}
