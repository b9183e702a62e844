import type { Database } from "@coachwork/platform";
import { type Actor, CoachingHours, MANAGERS } from "@coachwork/schema";

/** Both days included, `YYYY-MM-DD`. */
interface Days {
  readonly from: string;
  readonly until: string;
}

/** Managers see everybody's hours. Coaches see their own, including those of engagements that they have left. */
export function maySeeHoursOf({ grants, personId }: Actor, coach: string): boolean {
  return MANAGERS.some((role) => grants.includes(role)) || (grants.includes("COACH") && personId === coach);
}

/** The hours of a person in the firm. Null if there is no such person. `CoachingHours` defines what counts. */
export async function coachingHours(
  database: Database,
  { firmId, personId }: Actor,
  coach: string,
  { from, until }: Days,
): Promise<CoachingHours | null> {
  const [row] = await database.read({ firmId, personId }, text, [firmId, coach, from, until]);
  return row ? Object.assign(new CoachingHours(), row) : null;
}

/** Each session's minutes are rounded down before they are added, so that the parts add up to the total. */
const text = `
  with asked as (
    select coalesce((
      select m.person_id from merged_person m where m.firm_id = $1::uuid and m.id = $2::uuid
    ), $2::uuid) as id
  ), counted as (
    select s.id, e.format, e.pro_bono, floor(extract(epoch from s.ends_at - s.starts_at) / 60)::integer as minutes
    from session_coach c
    join session s on s.firm_id = $1::uuid and s.id = c.session_id
    join engagement e on e.firm_id = $1::uuid and e.id = s.engagement_id
    where c.firm_id = $1::uuid and c.coach_id = (select id from asked)
      and s.status = 'COMPLETED' and s.kind not in ('CHEMISTRY', 'SUPERVISION') and s.date between $3::date and $4::date
      and e.kind = 'COACHING'
      and exists (
        select 1 from attendance a
        where a.firm_id = $1::uuid and a.session_id = s.id and a.status in ('PRESENT', 'LATE')
      )
  )
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
  from person p left join counted on true
  where p.firm_id = $1::uuid and p.id = (select id from asked)
  group by p.id`;
