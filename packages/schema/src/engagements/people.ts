import { declareImplied, declareOnly, declareVisible, type RowCondition } from "@coachwork/reader";
import { Organization } from "../tenancy/organization.js";
import { Person } from "../tenancy/person.js";
import { Team } from "../tenancy/team.js";

// Coaches, clients and sponsors see the people, organizations and teams that they meet through engagements.

function oneOf(...scopes: readonly string[]): RowCondition {
  return (person, sql) =>
    `(${scopes.map((scope) => `${person}.id in (select id from ${sql.scope(scope)})`).join(" or ")})`;
}

declareVisible(Person, {
  COACH: oneOf("coached_people", "own_delegates"),
  CLIENT: oneOf("joined_people", "own_delegates"),
  SPONSOR: (person, sql) => `${person}.id in (select id from ${sql.scope("sponsored_people")})`,
  ASSISTANT: oneOf("assisted_people"),
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

// Assistants see where people are in the engagements that they arrange.
declareOnly(Person, "ASSISTANT", { coaching: true, participation: true });
