import { newId, type Transaction } from "@coachwork/platform";
import { Organization, Team } from "@coachwork/schema";
import { insertMany } from "./batches.js";
import type { RosterPerson } from "./roster.js";
import type { PersonRow } from "./roster-known.js";

/** Somebody's organization and team. */
export interface Place {
  readonly organizationId: string | null;
  readonly teamId: string | null;
}

type Named = Pick<RosterPerson, "organization" | "team">;

/** An organization or a team of the firm. */
interface Known {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly archived_at: Date | null;
}

/**
 * Organizations with a name in lower case ($2) on a roster, or for which somebody on it works ($3). The lists are hashed,
 * as in `peopleOnRoster`.
 */
export const organizationsOnRoster = `
  select id, name, lower(name) as key, archived_at from organization
  where firm_id = $1::uuid
    and (lower(name) in (select unnest($2::text[])) or id in (select unnest($3::uuid[])))`;

const nowhere: Place = { organizationId: null, teamId: null };

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
    /** Names of organizations and teams, by id. */
    private readonly names: Map<string, string>,
    /** Ids of those that are archived: nobody new comes there. */
    readonly archived: ReadonlySet<string>,
  ) {}

  static async of(transaction: Transaction, people: readonly Named[], known: Iterable<PersonRow>): Promise<Places> {
    const { firmId } = transaction.scope;
    const names = [...new Set(people.flatMap(({ organization, team }) => [organization ?? [], team ?? []].flat()))];
    const keys = await transaction.query<{ name: string; key: string }>(
      "select name, lower(name) as key from unnest($1::text[]) as named (name)",
      [names],
    );
    const left = [...new Set([...known].flatMap(({ organizationId }) => organizationId ?? []))];
    const organizations = await transaction.query<Known>(organizationsOnRoster, [
      firmId,
      keys.map(({ key }) => key),
      left,
    ]);
    const teams = await transaction.query<Known>(
      `select id, name, organization_id || ' ' || lower(name) as key, archived_at from team
       where firm_id = $1::uuid and organization_id = any($2::uuid[])`,
      [firmId, organizations.map(({ id }) => id)],
    );
    const all = [...organizations, ...teams];
    return new Places(
      transaction,
      new Map(keys.map(({ name, key }) => [name, key])),
      new Map(organizations.map(({ id, key }) => [key, id])),
      new Map(teams.map(({ id, key }) => [key, id])),
      new Map(all.map(({ id, name }) => [id, name])),
      new Set(all.filter(({ archived_at: at }) => at !== null).map(({ id }) => id)),
    );
  }

  /** Where somebody works. `before` is where they work now, which stays where the roster has no column for it. */
  placeOf({ organization, team }: Named, before: Place = nowhere): Place {
    const organizationId = organization === undefined ? before.organizationId : this.#organizationOf(organization);
    if (organizationId === null || team === null) return { organizationId, teamId: null };
    if (team === undefined)
      return { organizationId, teamId: organizationId === before.organizationId ? before.teamId : null };
    return { organizationId, teamId: this.#uuidOf(this.teams, `${organizationId} ${this.keys.get(team)!}`, team) };
  }

  #organizationOf(name: string | null): string | null {
    return name === null ? null : this.#uuidOf(this.organizations, this.keys.get(name)!, name);
  }

  /** The name of an organization or a team, as the firm writes it or will write it. */
  nameOf(id: string | null): string | null {
    return id === null ? null : (this.names.get(id) ?? null);
  }

  /** Creates those that the firm lacks, each with its event. */
  async create(places: readonly Place[], createdAt: Date): Promise<void> {
    const organizations = new Map<string, object>();
    const teams = new Map<string, object>();
    for (const { organizationId, teamId } of places) {
      if (this.#isNew(organizationId)) {
        organizations.set(organizationId, { id: organizationId, name: this.nameOf(organizationId), createdAt });
      }
      if (this.#isNew(teamId)) teams.set(teamId, { id: teamId, organizationId, name: this.nameOf(teamId) });
    }
    await insertMany(this.transaction, Organization, [...organizations.values()]);
    await insertMany(this.transaction, Team, [...teams.values()]);
    for (const id of organizations.keys())
      this.transaction.tell({ type: "organization.created", ids: { organization: id } });
    for (const id of teams.keys()) this.transaction.tell({ type: "team.created", ids: { team: id } });
  }

  #uuidOf(known: Map<string, string>, key: string, name: string): string {
    const id = known.get(key) ?? newId();
    if (!known.has(key)) {
      this.#missing.add(id);
      this.names.set(id, name);
    }
    known.set(key, id);
    return id;
  }

  #isNew(id: string | null): id is string {
    return id !== null && this.#missing.has(id);
  }
}
