import type { Database } from "@coachwork/platform";
import { CoachingHours } from "@coachwork/schema";

/** A coach (UUID) and days, both included, `YYYY-MM-DD`. */
export interface HoursScope {
  readonly firmId: string;
  readonly coachId: string;
  readonly from: string;
  readonly until: string;
}

/** The hours of a person in the firm. Null if there is no such person. `CoachingHours` defines what counts. */
export async function coachingHours(
  database: Database,
  { firmId, coachId, from, until }: HoursScope,
): Promise<CoachingHours | null> {
  const [row] = await database.read({ firmId, personId: null }, text, [firmId, coachId, from, until]);
  return row ? Object.assign(new CoachingHours(), row) : null;
}

/** SQL for the present id of the person `$2` of the firm `$1`, who may be a duplicate that was merged. Null if there is none. */
export const presentPerson = `coalesce(
    (select m.person_id from merged_person m where m.firm_id = $1::uuid and m.id = $2::uuid),
    (select p.id from person p where p.firm_id = $1::uuid and p.id = $2::uuid)
  )`;

/**
 * SQL to follow `with`: `asked` has the coach's present id, and `counted` the sessions that count as hours, each with its minutes.
 * `$1` firm, `$2` coach, `$3` and `$4` the days; `kinds` is SQL for the kinds of engagements that count. Each session's minutes are
 * rounded down before they are added, so that the parts add up to the total.
 */
export const countedSessions = (kinds: string): string => `asked as (
    select ${presentPerson} as id
  ), counted as (
    select s.id, s.date, e.id as engagement_id, e.kind, e.format, e.pro_bono,
      floor(extract(epoch from s.ends_at - s.starts_at) / 60)::integer as minutes
    from session_coach c
    join session s on s.firm_id = $1::uuid and s.id = c.session_id
    join engagement e on e.firm_id = $1::uuid and e.id = s.engagement_id
    where c.firm_id = $1::uuid and c.coach_id = (select id from asked)
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
  from asked left join counted on true
  where asked.id is not null
  group by asked.id`;
