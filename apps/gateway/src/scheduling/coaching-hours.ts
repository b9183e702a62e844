import type { Database } from "@coachwork/platform";
import { CoachingHours } from "@coachwork/schema";

/** A coach (UUID) and days, both included, `YYYY-MM-DD`. */
export interface HoursScope {
  readonly firmId: string;
  readonly coachId: string;
  readonly from: string;
  readonly until: string;
}

/** The hours of a person in the firm. `CoachingHours` defines what counts. */
export async function coachingHours(
  database: Database,
  { firmId, coachId, from, until }: HoursScope,
): Promise<CoachingHours> {
  const [row] = await database.read({ firmId, personId: null }, text, [firmId, coachId, from, until]);
  return Object.assign(new CoachingHours(), row);
}

/**
 * SQL for `counted`, to follow `with`: the sessions that count as a coach's hours, each with its minutes. `$1` firm, `$2` coach, `$3`
 * and `$4` the days; `kinds` is SQL for the kinds of engagements that count. Each session's minutes are rounded down before they are
 * added, so that the parts add up to the total.
 */
export const countedSessions = (kinds: string): string => `counted as (
    select s.id, s.date, e.id as engagement_id, e.kind, e.format, e.pro_bono,
      floor(extract(epoch from s.ends_at - s.starts_at) / 60)::integer as minutes
    from session_coach c
    join session s on s.firm_id = $1::uuid and s.id = c.session_id
    join engagement e on e.firm_id = $1::uuid and e.id = s.engagement_id
    where c.firm_id = $1::uuid and c.coach_id = $2::uuid
      and s.status = 'COMPLETED' and s.kind not in ('CHEMISTRY', 'SUPERVISION') and s.date between $3::date and $4::date
      and e.kind in (${kinds})
      and exists (
        select 1 from attendance a
        where a.firm_id = $1::uuid and a.session_id = s.id and a.status in ('PRESENT', 'LATE')
      )
  )`;

const text = `
  with ${countedSessions("'COACHING'")}
  select
    coalesce(sum(minutes), 0)::integer as minutes,
    coalesce(sum(minutes) filter (where not pro_bono), 0)::integer as "paidMinutes",
    coalesce(sum(minutes) filter (where pro_bono), 0)::integer as "proBonoMinutes",
    coalesce(sum(minutes) filter (where format = 'INDIVIDUAL'), 0)::integer as "individualMinutes",
    coalesce(sum(minutes) filter (where format <> 'INDIVIDUAL'), 0)::integer as "groupMinutes",
    (
      select count(distinct a.person_id)::integer from attendance a
      where a.firm_id = $1::uuid and a.session_id in (select id from counted) and a.status in ('PRESENT', 'LATE')
    ) as clients,
    count(counted.id)::integer as sessions
  from counted`;
