import { type Input, type OwnFilter, ReadError } from "@coachwork/reader";
import { updatedSince } from "../common/updated-since.js";
import { boundId } from "../common/uuid-of.js";
import { Organization } from "./organization.js";
import { Team } from "./team.js";

/** How many external ids a filter takes: as many as a page has people. */
const MOST_EXTERNAL_IDS = 100;

function fewExternalIds(ids: readonly string[]): readonly string[] {
  if (ids.length <= MOST_EXTERNAL_IDS) return ids;
  throw new ReadError("BAD_USER_INPUT", `externalIds has ${ids.length} ids; give at most ${MOST_EXTERNAL_IDS}.`);
}

/** How people are found. */
export const personFilters: Readonly<Record<string, OwnFilter>> = {
  role: {
    isSkewed: true,
    reads: ["roles"],
    where: (person, role: Input<string>, sql) => {
      const row = sql.alias("role");
      return `exists (select 1 from person_role ${row} where ${row}.firm_id = ${sql.firm} and ${row}.person_id = ${person}.id and ${row}.role = ${sql.bind(role, "text")})`;
    },
  },
  organizationId: {
    reads: ["organization"],
    names: "organization",
    where: (person, id: Input<string>, sql) => `${person}.organization_id = ${boundId(sql, Organization, id)}`,
  },
  status: {
    isSkewed: true,
    reads: ["status"],
    where: (person, status: Input<string>, sql) => `${person}.status = ${sql.bind(status, "text")}`,
  },
  externalId: {
    reads: ["externalId"],
    where: (person, externalId: Input<string>, sql) => `${person}.external_id = ${sql.bind(externalId, "text")}`,
  },
  externalIds: {
    isSkewed: true,
    reads: ["externalId"],
    where: (person, externalIds: Input<readonly string[]>, sql) =>
      `${person}.external_id = any(${sql.bind(externalIds.map(fewExternalIds), "text[]")})`,
  },
  teamId: {
    reads: ["team"],
    names: "team",
    where: (person, id: Input<string>, sql) => `${person}.team_id = ${boundId(sql, Team, id)}`,
  },
  anyRole: {
    isSkewed: true,
    reads: ["roles"],
    where: (person, roles: Input<readonly string[]>, sql) => {
      const row = sql.alias("role");
      return `exists (select 1 from person_role ${row} where ${row}.firm_id = ${sql.firm} and ${row}.person_id = ${person}.id and ${row}.role = any(${sql.bind(roles, "text[]")}))`;
    },
  },
  email: {
    reads: ["email"],
    where: (person, email: Input<string>, sql) => `${person}.email_lower = lower(${sql.bind(email, "text")})`,
  },
  updatedSince: { ...updatedSince, reads: ["updatedAt"] },
};
