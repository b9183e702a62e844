import { declareImplied, declareVisible } from "@coachwork/reader";
import { Organization } from "../tenancy/organization.js";
import { Person } from "../tenancy/person.js";
import { Team } from "../tenancy/team.js";

// Coaches, clients and sponsors see the people, organizations and teams that they meet through engagements.

declareVisible(Person, {
  COACH: (person, sql) => `${person}.id in (select id from ${sql.scope("coached_people")})`,
  CLIENT: (person, sql) => `${person}.id in (select id from ${sql.scope("joined_people")})`,
  SPONSOR: (person, sql) => `${person}.id in (select id from ${sql.scope("sponsored_people")})`,
});
declareVisible(Organization, {
  COACH: (organization, sql) => `${organization}.id in (select id from ${sql.scope("coached_organizations")})`,
});
declareVisible(Team, {
  COACH: (team, sql) => `${team}.id in (select id from ${sql.scope("coached_teams")})`,
});

// Coaches and sponsors also see where a person works. Clients see only their own organization and team.
const withPeople = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH", "SPONSOR", "people:read"];
declareImplied(Person, { organization: withPeople, team: withPeople });
