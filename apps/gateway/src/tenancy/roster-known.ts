import type { Transaction } from "@coachwork/platform";
import { Person, PersonRole } from "@coachwork/schema";
import { In } from "typeorm";
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

/** What the firm knows about the people on a roster. */
export interface KnownPeople {
  readonly byExternalId: ReadonlyMap<string, PersonRow>;
  /** By address in lower case. */
  readonly byEmail: ReadonlyMap<string, PersonRow>;
  /** By the person's id. */
  readonly roles: ReadonlyMap<string, readonly PersonRole[]>;
  /** The ids of deactivated people. */
  readonly deactivated: ReadonlySet<string>;
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
    organization_id as "organizationId", team_id as "teamId", created_at as "createdAt"
  from person where firm_id = $1::uuid
    and (external_id in (select unnest($2::text[])) or email_lower in (select unnest($3::text[])))
  order by id for no key update`;

/** Looks up everybody on a roster at once, and locks them against changes. */
export async function knownPeople(
  transaction: Transaction,
  people: readonly RosterPerson[],
  owners: ReadonlySet<string>,
): Promise<KnownPeople> {
  const externalIds = people.flatMap(({ externalId }) => externalId ?? []);
  const emails = people.flatMap(({ email }) => email?.toLowerCase() ?? []);
  const rows = await transaction.query<PersonRow>(peopleOnRoster, [transaction.scope.firmId, externalIds, emails]);
  const ids = rows.map(({ id }) => id);
  const held = await transaction.find(PersonRole, { personId: In(ids) });
  const roles = new Map<string, PersonRole[]>();
  for (const each of held) roles.set(each.personId, [...(roles.get(each.personId) ?? []), each]);
  const gone = await transaction.find(Person, { status: "DEACTIVATED", id: In(ids) });
  return {
    deactivated: new Set(gone.map(({ id }) => id)),
    byExternalId: new Map(rows.flatMap((row) => (row.externalId === null ? [] : [[row.externalId, row]]))),
    byEmail: new Map(rows.map((row) => [row.email.toLowerCase(), row])),
    roles,
    owners,
    signingIn: await peopleWithSignIn(transaction, ids),
  };
}
