import { declareScope, type Sql } from "@coachwork/reader";
import { memberOnSql } from "./membership-days.js";

// Engagements that the viewer coaches today.
declareScope(
  "coached",
  (sql) => `
  select c.engagement_id as id from engagement_coach c
  where c.firm_id = ${sql.firm} and c.person_id = ${sql.person} and ${memberOnSql("c", sql.today)}`,
);

// Engagements in which the viewer takes part today.
declareScope(
  "joined",
  (sql) => `
  select p.engagement_id as id from engagement_participant p
  where p.firm_id = ${sql.firm} and p.person_id = ${sql.person} and ${memberOnSql("p", sql.today)}`,
);

/**
 * The periods for which the viewer may read what is shared in an engagement. There is one row per membership, ended
 * ones included: people who left and came back can still read what was written while they were there. Midnight is in
 * the firm's time zone.
 */
function periodsIn(memberships: string, sql: Sql): string {
  const midnight = (day: string) => `(${day})::timestamp at time zone f.time_zone`;
  const first = "coalesce(m.notes_from, m.joined_on)";
  return `
  select m.engagement_id as id, ${first} as first_day, m.left_on as end_day,
    ${midnight(first)} as starts_at, ${midnight("m.left_on")} as ends_at
  from ${memberships} m join firm f on f.firm_id = ${sql.firm}
  where m.firm_id = ${sql.firm} and m.person_id = ${sql.person}`;
}

declareScope("coached_times", (sql) => periodsIn("engagement_coach", sql));
declareScope("joined_times", (sql) => periodsIn("engagement_participant", sql));

type Times = "coached_times" | "joined_times";

/** Whether an instant lies in one of the viewer's periods in the engagement. */
export function isWrittenIn(times: Times, engagement: string, instant: string, sql: Sql): string {
  return `exists (select 1 from ${sql.scope(times)} t
    where t.id = ${engagement} and ${instant} >= t.starts_at and (t.ends_at is null or ${instant} < t.ends_at))`;
}

/**
 * Whether the viewer reads what somebody wrote for the people of an engagement: a row with `engagement_id`, `author_id` and
 * `created_at`. People who join can read what is written from then on, and what they wrote themselves. Earlier texts were not
 * written for them.
 */
export function isReadableIn(times: Times, row: string, sql: Sql): string {
  const written = isWrittenIn(times, `${row}.engagement_id`, `${row}.created_at`, sql);
  return `(${row}.author_id = ${sql.person} or ${written})`;
}

/** Whether a day lies in one of the viewer's periods in the engagement. */
export function isOfDayIn(times: Times, engagement: string, day: string, sql: Sql): string {
  return `exists (select 1 from ${sql.scope(times)} t
    where t.id = ${engagement} and ${day} >= t.first_day and (t.end_day is null or ${day} < t.end_day))`;
}

// Engagements that the viewer's organization pays for.
declareScope(
  "sponsored",
  (sql) => `
  select e.id from engagement e
  where e.firm_id = ${sql.firm} and e.organization_id in (select id from ${sql.scope("own_organization")})`,
);

/** The programs that these engagements were created in. */
const programsOf = (engagements: string) => (sql: Sql) => `
  select e.program_id as id from engagement e
  where e.firm_id = ${sql.firm} and e.id in (select id from ${sql.scope(engagements)}) and e.program_id is not null`;

declareScope("coached_programs", programsOf("coached"));
declareScope("joined_programs", withCohorts("joined"));
declareScope("sponsored_programs", withCohorts("sponsored"));

/** Those, and the programs of the viewer's cohorts. */
function withCohorts(which: "joined" | "sponsored") {
  return (sql: Sql) => `${programsOf(which)(sql)}
  union select c.program_id from cohort c
  where c.firm_id = ${sql.firm} and c.id in (select id from ${sql.scope(`${which}_cohorts`)})`;
}

/** The cohorts that these engagements belong to. */
const cohortsOf = (engagements: string) => (sql: Sql) => `
  select e.cohort_id as id from engagement e
  where e.firm_id = ${sql.firm} and e.id in (select id from ${sql.scope(engagements)}) and e.cohort_id is not null`;

declareScope("coached_cohorts", cohortsOf("coached"));

// Those in which the viewer is or was a member, too.
declareScope(
  "joined_cohorts",
  (sql) => `${cohortsOf("joined")(sql)}
  union select m.cohort_id from cohort_member m where m.firm_id = ${sql.firm} and m.person_id = ${sql.person}`,
);

// Cohorts that the viewer's organization pays for.
declareScope(
  "sponsored_cohorts",
  (sql) => `
  select c.id from cohort c
  where c.firm_id = ${sql.firm} and c.organization_id in (select id from ${sql.scope("own_organization")})`,
);

/** Everybody who is or was in these engagements, and the viewer. */
function peopleOf(engagements: string, sql: Sql): string {
  return `
  select c.person_id as id from engagement_coach c
  where c.firm_id = ${sql.firm} and c.engagement_id in (select id from ${engagements})
  union select p.person_id from engagement_participant p
  where p.firm_id = ${sql.firm} and p.engagement_id in (select id from ${engagements})
  union select ${sql.person}`;
}

declareScope("coached_people", (sql) => peopleOf(sql.scope("coached"), sql));
declareScope("joined_people", (sql) => peopleOf(sql.scope("joined"), sql));

// The viewer, and people of the viewer's organization who take or took part in an engagement or a cohort that it pays for. Coaching
// that somebody else pays for is none of the organization's business.
declareScope(
  "sponsored_people",
  (sql) => `
  select p.person_id as id from engagement_participant p
  join person s on s.firm_id = ${sql.firm} and s.id = p.person_id
  where p.firm_id = ${sql.firm} and p.engagement_id in (select id from ${sql.scope("sponsored")})
    and s.organization_id in (select id from ${sql.scope("own_organization")})
  union select m.person_id from cohort_member m
  join person s on s.firm_id = ${sql.firm} and s.id = m.person_id
  where m.firm_id = ${sql.firm} and m.cohort_id in (select id from ${sql.scope("sponsored_cohorts")})
    and s.organization_id in (select id from ${sql.scope("own_organization")})
  union select ${sql.person}`,
);

/** What the people and the engagements of a coach belong to. */
const coachedBy = (column: "organization_id" | "team_id") => (sql: Sql) => `
  select p.${column} as id from person p
  where p.firm_id = ${sql.firm} and p.id in (select id from ${sql.scope("coached_people")}) and p.${column} is not null
  union select e.${column} from engagement e
  where e.firm_id = ${sql.firm} and e.id in (select id from ${sql.scope("coached")}) and e.${column} is not null`;

declareScope("coached_organizations", coachedBy("organization_id"));
declareScope("coached_teams", coachedBy("team_id"));
