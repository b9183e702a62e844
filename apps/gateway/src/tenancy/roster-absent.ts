import type { Transaction } from "@coachwork/platform";
import type { Role } from "@coachwork/schema";
import { STAFF } from "./roles.js";
import type { RosterRecord } from "./roster.js";

/** Whom a roster names. */
export interface Naming {
  /** The organization whose people it names. By default, those of the firm. */
  readonly organizationId?: string | undefined;
  /** The most of them, in percent, that may be missing. */
  readonly mostPercent: number;
}

/** Somebody whom the roster does not name. */
export interface Absent {
  readonly id: string;
  /** Why somebody has to decide. Null if the person is to be deactivated. */
  readonly reason: string | null;
}

export interface AbsentPeople {
  /** Those whom the roster does not name: first those who are to be deactivated, then those who are kept, by name. */
  readonly people: readonly Absent[];
  /** How many of them would be deactivated. */
  readonly leaving: number;
  /** Of how many. */
  readonly covered: number;
  readonly areTooMany: boolean;
}

type Coached = (personIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;

/** People with an external id, of an organization ($2) or of all. */
const covered = `p.firm_id = $1::uuid and p.external_id is not null and p.status not in ('DEACTIVATED', 'ERASED')
  and ($2::uuid is null or p.organization_id = $2::uuid)`;

/** SQL: how many people a roster covers. */
const coveredByRoster = `select count(*)::integer as count from person p where ${covered}`;

/** SQL: those of them with other external ids than $3 and other addresses, in lower case, than $4. */
export const absentFromRoster = `select p.id, p.name from person p where ${covered}
    and p.external_id not in (select unnest($3::text[])) and p.email_lower not in (select unnest($4::text[]))
  order by p.id for no key update`;

/**
 * Finds those whom a roster does not name, and locks them. A record that is refused names somebody all the same. Rosters cannot
 * say who runs the firm, nor who takes over a coach's engagements, so such people are kept.
 */
export async function absentFrom(
  transaction: Transaction,
  records: readonly RosterRecord[],
  { organizationId, mostPercent }: Naming,
  coached: Coached,
): Promise<AbsentPeople> {
  const whose = [transaction.scope.firmId, organizationId ?? null];
  const [{ count } = { count: 0 }] = await transaction.query<{ count: number }>(coveredByRoster, whose);
  const found = await transaction.query<{ id: string; name: string }>(absentFromRoster, [
    ...whose,
    records.flatMap(({ externalId }) => externalId ?? []).filter(isStorable),
    records.flatMap(({ person }) => person.email?.toLowerCase() ?? []).filter(isStorable),
  ]);
  const ids = found.map(({ id }) => id);
  const staff = await staffAmong(transaction, ids);
  const engagements = await coached(ids);
  const people = found
    .map(({ id, name }) => ({ id, name, reason: reasonToKeep(staff.get(id), engagements.get(id)) }))
    .sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, "en"));
  const leaving = people.filter(({ reason }) => reason === null).length;
  const most = records.length === 0 ? 0 : Math.max(1, Math.floor((count * mostPercent) / 100));
  return { people, leaving, covered: count, areTooMany: leaving > most };
}

function rank({ reason }: Pick<Absent, "reason">): number {
  return reason === null ? 0 : 1;
}

/** PostgreSQL keeps no U+0000, so nobody has such an id. */
function isStorable(text: string): boolean {
  return !text.includes("\0");
}

async function staffAmong(transaction: Transaction, personIds: readonly string[]): Promise<Map<string, Role>> {
  const rows = await transaction.query<{ personId: string; role: Role }>(
    `select person_id as "personId", role from person_role
     where firm_id = $1::uuid and person_id in (select unnest($2::uuid[])) and role = any($3::text[])`,
    [transaction.scope.firmId, personIds, STAFF],
  );
  return new Map(rows.map(({ personId, role }) => [personId, role]));
}

function reasonToKeep(role: Role | undefined, engagements: number | undefined): string | null {
  if (role !== undefined) return `Has the role ${role}. A person decides who runs the firm.`;
  if (engagements === undefined) return null;
  return `Coaches ${engagements === 1 ? "an engagement" : `${engagements} engagements`}. A person decides who takes over.`;
}
