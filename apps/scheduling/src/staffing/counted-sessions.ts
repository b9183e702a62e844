import type { Share } from "../core/fairness.js";
import type { Interval } from "../core/interval.js";
import type { Counted } from "../availability/session-terms.js";
import type { Query } from "../availability/working-hours.js";
import { DAY } from "../core/lengths.js";

/** How far a day's week reaches from it, whatever the zones. */
const WEEK_AROUND = 10 * DAY;

/** Sessions longer ago no longer count when coaches take turns. */
const REMEMBERED = 90 * DAY;

/** A session's time is free once its hold has ended, even if nobody has recorded that yet. `now` is a parameter. */
export const isNotOver = (session: string, now: string): string =>
  `(${session}.status <> 'HELD' or ${session}.held_until is null or ${session}.held_until > ${now}::timestamptz)`;

/** A session that is being moved has already given its old time back, and does not count there any more. */
const isThere = "(c.blocks or s.status not in ('HELD', 'CONFIRMED'))";

const counts = `s.status not in ('CANCELLED', 'EXPIRED') and ${isThere} and ${isNotOver("s", "$3")}`;

interface Asked {
  readonly firmId: string;
  readonly coachIds: readonly string[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * The sessions that count against the coaches' limits on the days and in the weeks of [from, to), by coach. One
 * statement. `except` is a session that does not count, because it is being moved.
 */
export async function countedSessions(
  query: Query,
  { firmId, coachIds, now }: Asked,
  [from, to]: Interval,
  except: string | null = null,
): Promise<ReadonlyMap<string, readonly Counted[]>> {
  const rows = (await query(
    `select c.coach_id as "coachId", (extract(epoch from s.starts_at) * 1000)::float8 as start,
       s.session_type_id as "typeId"
     from session_coach c join session s on s.firm_id = $1::uuid and s.id = c.session_id
     where c.firm_id = $1::uuid and c.coach_id = any($2::uuid[]) and ${counts}
       and s.starts_at >= $4::timestamptz and s.starts_at < $5::timestamptz and s.id is distinct from $6::uuid`,
    [firmId, coachIds, new Date(now), new Date(from - WEEK_AROUND), new Date(to + WEEK_AROUND), except],
  )) as (Counted & { readonly coachId: string })[];
  return Map.groupBy(rows, ({ coachId }) => coachId);
}

/**
 * How many sessions each coach has had in the last 90 days or is booked for, to share out the next ones. One statement.
 *
 * A newcomer starts at the average of the others and not at zero, or would have all the next sessions. Whoever had none
 * while the others had theirs is a newcomer: what the others had on average before a coach's first session counts as had.
 */
export async function sharesOf(query: Query, { firmId, coachIds, now }: Asked): Promise<readonly Share[]> {
  const rows = (await query(
    `select t.coach_id as "coachId", count(*)::integer as had, min(t.earlier)::integer as earlier,
       (extract(epoch from max(t.starts_at)) * 1000)::float8 as "lastAt"
     from (
       select c.coach_id, s.starts_at, rank() over (order by s.created_at) - 1 as earlier
       from session_coach c join session s on s.firm_id = $1::uuid and s.id = c.session_id
       where c.firm_id = $1::uuid and c.coach_id = any($2::uuid[]) and ${counts} and s.starts_at >= $4::timestamptz
     ) t group by t.coach_id`,
    [firmId, coachIds, new Date(now), new Date(now - REMEMBERED)],
  )) as (Share & { readonly earlier: number })[];
  const all = rows.reduce((sum, { had }) => sum + had, 0);
  const known = new Map(rows.map((row) => [row.coachId, row]));
  return coachIds.map((coachId) => {
    const { had = 0, earlier = all, lastAt } = known.get(coachId) ?? {};
    return { coachId, had: had + startingShare(earlier, coachIds.length - 1), lastAt };
  });
}

/** What somebody starts with if the others had so many sessions before. Less than one each is no start ahead. */
function startingShare(earlier: number, others: number): number {
  return others === 0 ? 0 : Math.floor(earlier / others);
}
