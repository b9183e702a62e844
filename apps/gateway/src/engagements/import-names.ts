import { namedPeople, type NamedPeople, type NamedPerson, type Transaction } from "@coachwork/platform";
import { Program, quoted } from "@coachwork/schema";
import { In } from "typeorm";
import { chosenCoaches } from "./program-coaches.js";
import { type EngagementRow, namesIn } from "./imported-columns.js";

interface Place {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string | null;
  readonly isArchived: boolean;
}

/** What the records of an import name, by name: people, organizations, teams and programs. */
export class ImportNames {
  private constructor(
    private readonly person: NamedPeople,
    private readonly organizations: ReadonlyMap<string, readonly Place[]>,
    private readonly teams: ReadonlyMap<string, readonly Place[]>,
    private readonly programs: ReadonlyMap<string, readonly Program[]>,
    /** Who alone may coach in a program, by the program's id. */
    readonly chosen: ReadonlyMap<string, ReadonlySet<string>>,
  ) {}

  static async of(transaction: Transaction, rows: readonly EngagementRow[]): Promise<ImportNames> {
    const named = (column: "organization" | "team" | "program") => [
      ...new Set(rows.flatMap((row) => row.text(column)?.toLowerCase() ?? [])),
    ];
    const person = await namedPeople(
      transaction,
      rows.flatMap((row) => [...namesIn(row, "coaches"), ...namesIn(row, "participants")]),
    );
    const { firmId } = transaction.scope;
    const organizations = await transaction.query<Place>(
      `select id, name, null as "organizationId", archived_at is not null as "isArchived" from organization
       where firm_id = $1::uuid and lower(name) in (select unnest($2::text[]))`,
      [firmId, named("organization")],
    );
    const teams = await transaction.query<Place>(
      `select id, name, organization_id as "organizationId", archived_at is not null as "isArchived" from team
       where firm_id = $1::uuid and lower(name) in (select unnest($2::text[]))`,
      [firmId, named("team")],
    );
    const ids = await transaction.query<{ id: string }>(
      `select id from program where firm_id = $1::uuid and lower(name) in (select unnest($2::text[])) order by id for share`,
      [firmId, named("program")],
    );
    const programs = await transaction.find(Program, { id: In(ids.map(({ id }) => id)) });
    const chosen = new Map<string, ReadonlySet<string>>();
    for (const { id } of programs) {
      const coaches = await chosenCoaches(transaction, id);
      if (coaches) chosen.set(id, coaches);
    }
    return new ImportNames(person, byName(organizations), byName(teams), byName(programs), chosen);
  }

  /** The people whom a cell names, each with the text that does. Unknown ones are refused. */
  named(row: EngagementRow, column: "coaches" | "participants"): readonly NamedPerson[] {
    return namesIn(row, column).flatMap((name) => this.person(name) ?? []);
  }

  people(row: EngagementRow, column: "coaches" | "participants"): readonly string[] {
    for (const name of namesIn(row, column))
      if (!this.person(name))
        row.refuse(
          column,
          "NOT_FOUND",
          `${column} names ${quoted(name)}, but nobody in the firm has this external id or e-mail address. Import people first.`,
        );
    return this.named(row, column).map(({ id }) => id);
  }

  organization(row: EngagementRow): Place | null {
    return this.#place(row, "organization", this.organizations, () => true);
  }

  team(row: EngagementRow, organization: Place | null): Place | null {
    return this.#place(row, "team", this.teams, (team) => !organization || team.organizationId === organization.id);
  }

  program(row: EngagementRow): Program | null {
    const name = row.text("program");
    if (name === null) return null;
    const [program, ...more] = this.programs.get(name.toLowerCase()) ?? [];
    if (program && more.length === 0) return program;
    refuseOnce(
      row,
      "program",
      program
        ? `${more.length + 1} programs are called ${quoted(name)}. Leave it out, or rename one.`
        : unknown("program", name),
    );
    return null;
  }

  #place(
    row: EngagementRow,
    column: "organization" | "team",
    places: ReadonlyMap<string, readonly Place[]>,
    fits: (place: Place) => boolean,
  ): Place | null {
    const name = row.text(column);
    if (name === null) return null;
    const [place, ...more] = (places.get(name.toLowerCase()) ?? []).filter(fits);
    if (place && more.length === 0) return this.#unlessArchived(row, column, place);
    refuseOnce(
      row,
      column,
      place ? `${more.length + 1} have the name ${quoted(name)}. Name the organization, too.` : unknown(column, name),
    );
    return null;
  }

  /** What was is kept, and nothing new begins there. */
  #unlessArchived(row: EngagementRow, column: "organization" | "team", place: Place): Place {
    const isOver = ["COMPLETED", "CANCELLED"].includes(row.text("status")?.toUpperCase() ?? "");
    if (place.isArchived && !isOver)
      row.refuse(column, "ARCHIVED", `The ${column} ${quoted(place.name)} is archived. Restore it first.`);
    return place;
  }
}

function unknown(column: string, name: string): string {
  return `The firm has no ${column} with the name ${quoted(name)}. Create it first.`;
}

/** A name is looked up more than once. */
function refuseOnce(row: EngagementRow, column: "organization" | "team" | "program", message: string): void {
  if (!row.errors.some((error) => error.field === column)) row.refuse(column, "NOT_FOUND", message);
}

function byName<T extends { readonly name: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(all, ({ name }) => name.toLowerCase());
}

interface Fitting {
  readonly teamId: string | null;
  readonly program: Program | null;
}

/** Refuses people who may not be in an engagement that is not over, as `createEngagement` does. */
export function fitnessOf(row: EngagementRow, names: ImportNames, { teamId, program }: Fitting): void {
  if (program && program.status !== "ACTIVE")
    row.refuse("program", "WRONG_STATUS", `The program ${program.name} is ${program.status}. Name one that is ACTIVE.`);
  const chosen = program ? names.chosen.get(program.id) : undefined;
  for (const { id, name, roles } of names.named(row, "coaches")) {
    if (!roles.includes("COACH"))
      row.refuse("coaches", "WRONG_ROLE", `${name} does not hold the role COACH. Give them the role first.`);
    if (chosen?.has(id) === false)
      row.refuse("coaches", "INVALID", `${name} was not chosen for the program. Choose them with setProgramCoaches.`);
  }
  for (const person of names.named(row, "participants")) {
    if (!person.roles.includes("CLIENT"))
      row.refuse(
        "participants",
        "WRONG_ROLE",
        `${person.name} does not hold the role CLIENT. Give them the role first.`,
      );
    if (teamId !== null && person.teamId !== teamId)
      row.refuse("participants", "INVALID", `${person.name} is not in the engagement's team. Name somebody who is.`);
  }
}
