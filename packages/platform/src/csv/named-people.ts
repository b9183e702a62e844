import type { PersonStatus, Role } from "@coachwork/schema";
import type { Transaction } from "../database/transaction.js";

/** Somebody whom a record of an import names. */
export interface NamedPerson {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly teamId: string | null;
  readonly status: PersonStatus;
  readonly roles: readonly Role[];
}

/** Finds the person whom a text names. */
export type NamedPeople = (text: string) => NamedPerson | undefined;

interface Found extends NamedPerson {
  readonly externalId: string | null;
  readonly email: string | null;
}

/**
 * The people whom texts name: by external id first and by e-mail address second. With an `@` it is the other way round, so that an
 * external id takes nobody's address. Nobody can take a role from them until
 * the transaction ends. `in (select unnest(…))` lets PostgreSQL hash the list; `= any(…)` compares every row with every value.
 */
export async function namedPeople(transaction: Transaction, texts: Iterable<string>): Promise<NamedPeople> {
  const names = [...new Set(texts)];
  const addresses = names.map((name) => name.toLowerCase());
  const { firmId } = transaction.scope;
  const found = await transaction.query<Found>(
    `select p.id, p.name, p.email, p.external_id as "externalId", p.time_zone as "timeZone", p.team_id as "teamId", p.status,
       array(select r.role from person_role r where r.firm_id = $1::uuid and r.person_id = p.id) as roles
     from person p where p.firm_id = $1::uuid and p.status <> 'ERASED'
       and (p.external_id in (select unnest($2::text[])) or p.email_lower in (select unnest($3::text[])))
     order by p.id for share of p`,
    [firmId, names, addresses],
  );
  const byExternalId = new Map(
    found.flatMap((person) => (person.externalId === null ? [] : [[person.externalId, person]])),
  );
  const byEmail = new Map(found.flatMap((person) => (person.email ? [[person.email.toLowerCase(), person]] : [])));
  return (text) => {
    const [known, addressed] = [byExternalId.get(text), byEmail.get(text.toLowerCase())];
    return text.includes("@") ? (addressed ?? known) : (known ?? addressed);
  };
}
