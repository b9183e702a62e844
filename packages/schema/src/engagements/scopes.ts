import { declareScope, type Sql } from "@coachwork/reader";

/** Membership holds from the day somebody joins up to the day before they leave. */
function current(membership: string, sql: Sql): string {
  return `${membership}.joined_on <= ${sql.today} and (${membership}.left_on is null or ${membership}.left_on > ${sql.today})`;
}

// Engagements that the viewer coaches today.
declareScope(
  "coached",
  (sql) => `
  select c.engagement_id as id from engagement_coach c
  where c.firm_id = ${sql.firm} and c.person_id = ${sql.person} and ${current("c", sql)}`,
);

// Engagements in which the viewer takes part today.
declareScope(
  "joined",
  (sql) => `
  select p.engagement_id as id from engagement_participant p
  where p.firm_id = ${sql.firm} and p.person_id = ${sql.person} and ${current("p", sql)}`,
);

// Engagements that the viewer's organization pays for.
declareScope(
  "sponsored",
  (sql) => `
  select e.id from engagement e
  where e.firm_id = ${sql.firm} and e.organization_id in (select id from ${sql.scope("own_organization")})`,
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

// The viewer, and those of the viewer's organization who take or took part in an engagement.
declareScope(
  "sponsored_people",
  (sql) => `
  select p.person_id as id from engagement_participant p
  join person s on s.firm_id = ${sql.firm} and s.id = p.person_id
  where p.firm_id = ${sql.firm} and s.organization_id in (select id from ${sql.scope("own_organization")})
  union select ${sql.person}`,
);

declareScope(
  "coached_organizations",
  (sql) => `
  select p.organization_id as id from person p
  where p.firm_id = ${sql.firm} and p.id in (select id from ${sql.scope("coached_people")}) and p.organization_id is not null
  union select e.organization_id from engagement e
  where e.firm_id = ${sql.firm} and e.id in (select id from ${sql.scope("coached")}) and e.organization_id is not null`,
);

declareScope(
  "coached_teams",
  (sql) => `
  select p.team_id as id from person p
  where p.firm_id = ${sql.firm} and p.id in (select id from ${sql.scope("coached_people")}) and p.team_id is not null
  union select e.team_id from engagement e
  where e.firm_id = ${sql.firm} and e.id in (select id from ${sql.scope("coached")}) and e.team_id is not null`,
);
