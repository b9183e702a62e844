import type { Transaction } from "@coachwork/platform";
import type { PersonRole, Role } from "@coachwork/schema";
import { peopleWithSignIn } from "./invitations.js";
import type { RosterPerson } from "./roster.js";

/** A person's row. */
export interface PersonRow {
  readonly id: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly email: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly organizationId: string | null;
  readonly teamId: string | null;
  readonly createdAt: Date;
}

/** A role that somebody holds, and whether an import gave it. */
export type HeldRole = Pick<PersonRole, "role" | "imported">;

/** What the firm knows about the people on a roster. */
export interface KnownPeople {
  readonly byExternalId: ReadonlyMap<string, PersonRow>;
  /** By address in lower case. */
  readonly byEmail: ReadonlyMap<string, PersonRow>;
  /** By the person's id. */
  readonly roles: ReadonlyMap<string, readonly HeldRole[]>;
  /** Deactivated people, by id, with the roles that a roster gives back. Undefined if somebody else deactivated them. */
  readonly deactivated: ReadonlyMap<string, readonly Role[] | undefined>;
  /** The ids of all owners of the firm. */
  readonly owners: ReadonlySet<string>;
  /** The ids of people who sign in. Nobody else can change the address that they sign in with. */
  readonly signingIn: ReadonlySet<string>;
}

/**
 * People with an external id ($2) or an address in lower case ($3) on a roster. The lists are hashed: compared one by one,
 * as `any` does in a prepared plan, a thousand values cost a large firm seconds.
 */
export const peopleOnRoster = `
  select id, external_id as "externalId", name, email, time_zone as "timeZone", locale,
    organization_id as "organizationId", team_id as "teamId", created_at as "createdAt", status,
    left_roster as "leftRoster", former_roles as "formerRoles"
  from person where firm_id = $1::uuid
    and (external_id in (select unnest($2::text[])) or email_lower in (select unnest($3::text[])))
  order by id for no key update`;

/** The roles of people ($2). Thousands of rows: reading them as entities would keep the process busy for long. */
export const rolesOfPeople = `
  select person_id as "personId", role, imported from person_role
  where firm_id = $1::uuid and person_id in (select unnest($2::uuid[]))`;

interface FoundRow extends PersonRow {
  readonly status: string;
  readonly leftRoster: boolean;
  readonly formerRoles: Role[] | null;
}

/** Looks up everybody on a roster at once, and locks them against changes. */
export async function knownPeople(
  transaction: Transaction,
  people: readonly RosterPerson[],
  owners: ReadonlySet<string>,
): Promise<KnownPeople> {
  const externalIds = people.flatMap(({ externalId }) => externalId ?? []);
  const emails = people.flatMap(({ email }) => email?.toLowerCase() ?? []);
  const { firmId } = transaction.scope;
  const found = await transaction.query<FoundRow>(peopleOnRoster, [firmId, externalIds, emails]);
  const rows = found.map(({ status: _, leftRoster: __, formerRoles: ___, ...row }): PersonRow => row);
  const gone = found.filter(({ status }) => status === "DEACTIVATED");
  const ids = rows.map(({ id }) => id);
  const roles = new Map<string, HeldRole[]>();
  for (const { personId, ...held } of await transaction.query<HeldRole & { personId: string }>(rolesOfPeople, [
    firmId,
    ids,
  ])) {
    roles.set(personId, [...(roles.get(personId) ?? []), held]);
  }
  return {
    deactivated: new Map(
      gone.map(({ id, leftRoster, formerRoles }) => [id, leftRoster ? (formerRoles ?? []) : undefined]),
    ),
    byExternalId: new Map(rows.flatMap((row) => (row.externalId === null ? [] : [[row.externalId, row]]))),
    byEmail: new Map(rows.map((row) => [row.email.toLowerCase(), row])),
    roles,
    owners,
    signingIn: await peopleWithSignIn(transaction, ids),
  };
}
