import { declareScope } from "@coachwork/reader";

// The viewer's own sets of ids. Sets that depend on engagements are declared in that slice.

declareScope(
  "own_organization",
  (sql) => `
  select p.organization_id as id from person p
  where p.firm_id = ${sql.firm} and p.id = ${sql.person} and p.organization_id is not null`,
);

declareScope(
  "own_team",
  (sql) => `
  select p.team_id as id from person p where p.firm_id = ${sql.firm} and p.id = ${sql.person} and p.team_id is not null`,
);
