import type { Database } from "@coachwork/platform";
import type { EngagementFormat, EngagementKind } from "@coachwork/schema";
import { countedSessions, type HoursScope } from "../../scheduling/coaching-hours.js";

/** A line of a log. */
export interface LogLine {
  readonly kind: EngagementKind;
  readonly format: EngagementFormat;
  /** Null if nobody who came has consented. */
  readonly name: string | null;
  readonly email: string | null;
  readonly clients: number;
  readonly firstOn: string;
  readonly lastOn: string;
  readonly paidMinutes: number;
  readonly proBonoMinutes: number;
  readonly sessions: number;
}

/** The lines of a coach's log, those with a name first. Null if there is no such person. */
export async function logLines(
  database: Database,
  { firmId, coachId, from, until }: HoursScope,
  kinds: "COACHING" | "ALL",
): Promise<readonly LogLine[] | null> {
  const text = kinds === "ALL" ? linesOf("'COACHING', 'MENTORING'") : linesOf("'COACHING'");
  const rows = await database.read({ firmId, personId: null }, text, [firmId, coachId, from, until]);
  // Of a person without hours there is a row without a line.
  return rows.length === 0 ? null : (rows as unknown as LogLine[]).filter(({ sessions }) => sessions !== null);
}

/** Who came to an individual session is one line with all of that person's. If several came, it is on the line of the first. */
const linesOf = (kinds: string) => `
  with ${countedSessions(kinds)}, came as (
    select counted.id, a.person_id from counted
    join attendance a on a.firm_id = $1::uuid and a.session_id = counted.id and a.status in ('PRESENT', 'LATE')
  ), keyed as (
    select counted.*, case when counted.format = 'INDIVIDUAL'
      then (select came.person_id from came where came.id = counted.id order by came.person_id limit 1)
      else counted.engagement_id end as line
    from counted
  ), sums as (
    select line, kind, format, min(date)::text as "firstOn", max(date)::text as "lastOn",
      coalesce(sum(minutes) filter (where not pro_bono), 0)::integer as "paidMinutes",
      coalesce(sum(minutes) filter (where pro_bono), 0)::integer as "proBonoMinutes", count(*)::integer as sessions
    from keyed group by line, kind, format
  ), people as (
    select k.line, k.kind, k.format, count(distinct p.id)::integer as clients,
      (array_agg(p.id order by p.name, p.id) filter (where h.status = 'GIVEN'))[1] as contact
    from keyed k join came on came.id = k.id
    join person p on p.firm_id = $1::uuid and p.id = came.person_id
    left join hours_consent h on h.firm_id = $1::uuid and h.coach_id = (select id from asked) and h.client_id = p.id
    group by k.line, k.kind, k.format
  )
  select s.kind, s.format, c.name, c.email, p.clients, s."firstOn", s."lastOn", s."paidMinutes", s."proBonoMinutes", s.sessions
  from asked left join (sums s join people p on p.line = s.line and p.kind = s.kind and p.format = s.format) on true
  left join person c on c.firm_id = $1::uuid and c.id = p.contact
  where asked.id is not null
  order by c.name nulls last, s."firstOn", s.line, s.kind, s.format`;

/** Supervision that a coach took part in. */
export interface Supervision {
  readonly date: string;
  readonly minutes: number;
}

/** The supervision of these days, by date. */
export async function supervisionOf(
  database: Database,
  { firmId, coachId, from, until }: HoursScope,
): Promise<readonly Supervision[]> {
  const values = [firmId, coachId, from, until];
  return (await database.read({ firmId, personId: null }, supervision, values)) as unknown as Supervision[];
}

const supervision = `
  select s.date::text as date, floor(extract(epoch from s.ends_at - s.starts_at) / 60)::integer as minutes
  from session s
  where s.firm_id = $1::uuid and s.status = 'COMPLETED' and s.kind = 'SUPERVISION' and s.date between $3::date and $4::date
    and (exists (
      select 1 from session_coach c where c.firm_id = $1::uuid and c.session_id = s.id and c.coach_id = $2::uuid
    ) or exists (
      select 1 from attendance a where a.firm_id = $1::uuid and a.session_id = s.id and a.person_id = $2::uuid
        and a.status in ('PRESENT', 'LATE')
    ))
  order by s.starts_at, s.id`;
