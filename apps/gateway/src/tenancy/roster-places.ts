import { newId, type Transaction } from "@coachwork/platform";
import { Organization, Team } from "@coachwork/schema";
import { insertMany } from "./batches.js";
import type { RosterPerson } from "./roster.js";

/** Somebody's organization and team. */
export interface Place {
  readonly organizationId: string | null;
  readonly teamId: string | null;
}

type Named = Pick<RosterPerson, "organization" | "team">;

/** An organization or a team of the firm. */
interface Known {
  readonly id: string;
  readonly key: string;
  readonly archived_at: Date | null;
}

/** Organizations with a name in lower case ($2) on a roster. The list is hashed, as in `peopleOnRoster`. */
export const organizationsOnRoster = `
  select id, lower(name) as key, archived_at from organization
  where firm_id = $1::uuid and lower(name) in (select unnest($2::text[]))`;

/**
 * The organizations and teams on a roster. Missing ones already have an id, and are created only when needed. The
 * database decides which names are equal: its unique indexes compare `lower(name)`.
 */
export class Places {
  readonly #missing = new Set<string>();

  private constructor(
    private readonly transaction: Transaction,
    /** A name as the unique indexes compare it, by name. */
    private readonly keys: ReadonlyMap<string, string>,
    private readonly organizations: Map<string, string>,
    private readonly teams: Map<string, string>,
    /** Ids of those that are archived: nobody new comes there. */
    readonly archived: ReadonlySet<string>,
  ) {}

  static async of(transaction: Transaction, people: readonly Named[]): Promise<Places> {
    const { firmId } = transaction.scope;
    const names = [...new Set(people.flatMap(({ organization, team }) => [organization ?? [], team ?? []].flat()))];
    const keys = await transaction.query<{ name: string; key: string }>(
      "select name, lower(name) as key from unnest($1::text[]) as named (name)",
      [names],
    );
    const organizations = await transaction.query<Known>(organizationsOnRoster, [firmId, keys.map(({ key }) => key)]);
    const teams = await transaction.query<Known>(
      `select id, organization_id || ' ' || lower(name) as key, archived_at from team
       where firm_id = $1::uuid and organization_id = any($2::uuid[])`,
      [firmId, organizations.map(({ id }) => id)],
    );
    return new Places(
      transaction,
      new Map(keys.map(({ name, key }) => [name, key])),
      new Map(organizations.map(({ id, key }) => [key, id])),
      new Map(teams.map(({ id, key }) => [key, id])),
      new Set([...organizations, ...teams].filter(({ archived_at: at }) => at !== null).map(({ id }) => id)),
    );
  }

  placeOf({ organization, team }: Named): Place {
    if (organization === null) return { organizationId: null, teamId: null };
    const organizationId = this.#uuidOf(this.organizations, this.keys.get(organization)!);
    if (team === null) return { organizationId, teamId: null };
    return { organizationId, teamId: this.#uuidOf(this.teams, `${organizationId} ${this.keys.get(team)!}`) };
  }

  /** Creates those that these people need and the firm lacks, each with its event. */
  async create(people: readonly Named[], createdAt: Date): Promise<void> {
    const organizations = new Map<string, object>();
    const teams = new Map<string, object>();
    for (const person of people) {
      const { organizationId, teamId } = this.placeOf(person);
      if (this.#isNew(organizationId)) {
        organizations.set(organizationId, { id: organizationId, name: person.organization, createdAt });
      }
      if (this.#isNew(teamId)) teams.set(teamId, { id: teamId, organizationId, name: person.team });
    }
    await insertMany(this.transaction, Organization, [...organizations.values()]);
    await insertMany(this.transaction, Team, [...teams.values()]);
    for (const id of organizations.keys())
      this.transaction.tell({ type: "organization.created", ids: { organization: id } });
    for (const id of teams.keys()) this.transaction.tell({ type: "team.created", ids: { team: id } });
  }

  #uuidOf(known: Map<string, string>, key: string): string {
    const id = known.get(key) ?? newId();
    if (!known.has(key)) this.#missing.add(id);
    known.set(key, id);
    return id;
  }

  #isNew(id: string | null): id is string {
    return id !== null && this.#missing.has(id);
  }
}
