import type { Actor } from "@coachwork/schema";
import type { Bind } from "../survey-results.js";
import type { ReportAsked } from "./asked.js";

/** What a viewer sees of reports. */
export interface Sight {
  /** All engagements, and not only those of their own organization. */
  readonly whole: boolean;
  /** How much mentors and mentees share. */
  readonly content: boolean;
}

/**
 * SQL for the numbers of a report, as one row of `Counted`. There is none if what it is asked of does not exist for the viewer.
 * `survey` is SQL for the row that is added as `survey`.
 */
export function reportSql(viewer: Actor, sight: Sight, asked: ReportAsked, bind: Bind, survey?: string): string {
  const firm = `${bind(viewer.firmId)}::uuid`;
  const scope = scopeOf(viewer, sight, asked, firm, bind);
  const days = asked.days && ([`${bind(asked.days.first)}::date`, `${bind(asked.days.last)}::date`] as const);
  const underWay = days && `(e.starts_on <= ${days[1]} and (e.ends_on is null or e.ends_on >= ${days[0]}))`;
  return `
    with scoped as materialized (
      select e.id, e.kind, e.status, e.pro_bono, e.allocation_unit, e.allocation_amount from engagement e
      where ${[`e.firm_id = ${firm}`, ...scope.conditions, underWay].filter(Boolean).join(" and ")}
    ), held as materialized (
      select s.id, s.kind, s.status, c.kind as engagement_kind, c.pro_bono,
        floor(extract(epoch from s.ends_at - s.starts_at) / 60)::bigint as minutes
      from session s join scoped c on c.id = s.engagement_id
      where s.firm_id = ${firm}${days ? ` and s.date between ${days[0]} and ${days[1]}` : ""}
    ), came as materialized (
      select a.session_id, count(*) filter (where a.status = 'PRESENT') as present,
        count(*) filter (where a.status = 'LATE') as late, count(*) filter (where a.status = 'EXCUSED') as excused,
        count(*) filter (where a.status = 'NO_SHOW') as no_shows
      from attendance a where a.firm_id = ${firm}
        and a.session_id in (select h.id from held h where h.status in ('COMPLETED', 'NO_SHOW'))
      group by a.session_id
    ), counted as (
      select h.engagement_kind, h.pro_bono, h.minutes, a.present + a.late as people from held h join came a on a.session_id = h.id
      where h.status = 'COMPLETED' and h.kind not in ('CHEMISTRY', 'SUPERVISION') and a.present + a.late > 0
    )
    select
      coalesce((select json_agg(each) from (
        select c.status, count(*)::integer as count from scoped c group by c.status order by c.status
      ) each), '[]'::json) as engagements,
      (select count(distinct p.person_id)::integer from engagement_participant p
        where p.firm_id = ${firm} and p.engagement_id in (select c.id from scoped c where c.status <> 'DRAFT')) as participants,
      ${allocationSql(firm)} as allocation,
      (select json_build_object('completed', count(*) filter (where h.status = 'COMPLETED'),
        'missed', count(*) filter (where h.status = 'NO_SHOW'), 'cancelled', count(*) filter (where h.status = 'CANCELLED'),
        'booked', count(*) filter (where h.status in ('CONFIRMED', 'IN_PROGRESS'))) from held h) as sessions,
      (select json_build_object('present', coalesce(sum(a.present), 0), 'late', coalesce(sum(a.late), 0),
        'excused', coalesce(sum(a.excused), 0), 'noShows', coalesce(sum(a.no_shows), 0)) from came a) as attendance,
      (select json_build_object(
        'coachingMinutes', coalesce(sum(c.minutes) filter (where c.engagement_kind = 'COACHING'), 0),
        'mentoringMinutes', coalesce(sum(c.minutes) filter (where c.engagement_kind = 'MENTORING'), 0),
        'paidMinutes', coalesce(sum(c.minutes) filter (where not c.pro_bono), 0),
        'participantMinutes', coalesce(sum(c.minutes * c.people), 0)) from counted c) as hours,
      ${sight.content ? mentoringSql(firm, bind, asked) : "null::json"} as mentoring,
      ${survey ? `(select row_to_json(found) from (${survey}) found)` : "null::json"} as survey
    ${scope.known.length > 0 ? `where ${scope.known.join(" and ")}` : ""}`;
}

interface Scope {
  /** Which engagements `e` the report is of. */
  readonly conditions: readonly string[];
  /** What must hold so that there is a report. */
  readonly known: readonly string[];
}

/** Sponsors see what their own organization pays for, and nothing else exists for them. */
function scopeOf(
  { personId }: Actor,
  { whole }: Sight,
  { organizationId, programId }: ReportAsked,
  firm: string,
  bind: Bind,
): Scope {
  const conditions: string[] = [];
  const known: string[] = [];
  const organization = organizationId === undefined ? undefined : `${bind(organizationId)}::uuid`;
  const program = programId === undefined ? undefined : `${bind(programId)}::uuid`;
  if (whole) {
    if (organization) {
      conditions.push(`e.organization_id = ${organization}`);
      known.push(`exists (select 1 from organization o where o.firm_id = ${firm} and o.id = ${organization})`);
    }
    if (program) known.push(`exists (select 1 from program p where p.firm_id = ${firm} and p.id = ${program})`);
  } else {
    const own = `(select p.organization_id from person p where p.firm_id = ${firm} and p.id = ${bind(personId)}::uuid)`;
    conditions.push(`e.organization_id = ${own}`);
    known.push(organization ? `${own} = ${organization}` : `${own} is not null`);
    if (program)
      known.push(`exists (select 1 from engagement x where x.firm_id = ${firm} and x.organization_id = ${own}
        and x.program_id = ${program})`);
  }
  if (program) conditions.push(`e.program_id = ${program}`);
  return { conditions, known };
}

/** The ledger of all engagements but drafts, by unit. */
function allocationSql(firm: string): string {
  const sum = (cases: string) => `coalesce(sum(case l.kind ${cases} else 0 end), 0)`;
  return `coalesce((select json_agg(each) from (
      select c.allocation_unit as unit, count(*)::integer as engagements,
        sum(case c.allocation_unit when 'HOURS' then 60 else 1 end * c.allocation_amount + coalesce(l.adjusted, 0))::integer as granted,
        coalesce(sum(l.used), 0)::integer as used, coalesce(sum(l.forfeited), 0)::integer as forfeited,
        coalesce(sum(l.reserved), 0)::integer as reserved
      from scoped c left join (
        select l.engagement_id, ${sum("when 'ADJUST' then l.amount")} as adjusted, ${sum("when 'USE' then l.amount")} as used,
          ${sum("when 'FORFEIT' then l.amount")} as forfeited,
          ${sum("when 'RESERVE' then l.amount when 'RELEASE' then -l.amount when 'USE' then -l.amount when 'FORFEIT' then -l.amount")} as reserved
        from allocation_entry l where l.firm_id = ${firm} and l.engagement_id in (select c.id from scoped c)
        group by l.engagement_id
      ) l on l.engagement_id = c.id
      where c.allocation_unit is not null and c.status <> 'DRAFT'
      group by c.allocation_unit order by c.allocation_unit desc
    ) each), '[]'::json)`;
}

/** Counts only what mentors and mentees share with each other. Of what is private, nothing is told. */
function mentoringSql(firm: string, bind: Bind, { days, firmTimeZone }: ReportAsked): string {
  const zone = days && `${bind(firmTimeZone)}::text`;
  const inDays = (row: string) =>
    days
      ? ` and (${row}.created_at at time zone ${zone})::date between ${bind(days.first)}::date and ${bind(days.last)}::date`
      : "";
  const mentoring = "select c.id from scoped c where c.kind = 'MENTORING'";
  const ofMentoring = (row: string) =>
    `${row}.firm_id = ${firm} and ${row}.engagement_id in (${mentoring})${inDays(row)}`;
  const isBy = (table: string) => `exists (select 1 from ${table} m
    where m.firm_id = ${firm} and m.engagement_id = t.engagement_id and m.person_id = t.author_id)`;
  const takeaways = (by: string) =>
    `(select count(*) from takeaway t where ${ofMentoring("t")} and t.visibility = 'SHARED' and ${isBy(by)})`;
  return `json_build_object(
      'introductionsMade', (select count(*) from introduction i where ${ofMentoring("i")}),
      'introductionsAccepted', (select count(*) from introduction i where ${ofMentoring("i")} and i.status = 'ACCEPTED'),
      'mentorTakeaways', ${takeaways("engagement_coach")},
      'menteeTakeaways', ${takeaways("engagement_participant")},
      'resourcesShared', (select count(*) from resource r where ${ofMentoring("r")}))`;
}
