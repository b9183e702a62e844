import { namedPeople, type NamedPeople, type NamedPerson, type Transaction } from "@coachwork/platform";
import { Program, quoted } from "@coachwork/schema";
import { In } from "typeorm";
import { chosenCoaches } from "./program-coaches.js";
import { type EngagementRow, namesIn } from "./imported-columns.js";

interface OrganizationOrTeam {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string | null;
  readonly isArchived: boolean;
}

/** What the records of an import name, by name: people, organizations, teams and programs. */
export class ImportNames {
  private constructor(
    private readonly person: NamedPeople,
    private readonly organizations: ReadonlyMap<string, readonly OrganizationOrTeam[]>,
    private readonly teams: ReadonlyMap<string, readonly OrganizationOrTeam[]>,
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
    const organizations = await transaction.query<OrganizationOrTeam>(
      `select id, name, null as "organizationId", archived_at is not null as "isArchived" from organization
       where firm_id = $1::uuid and lower(name) in (select unnest($2::text[]))`,
      [firmId, named("organization")],
    );
    const teams = await transaction.query<OrganizationOrTeam>(
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

  /** The known people whom a cell names. `people` refuses the others. */
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

  organization(row: EngagementRow): OrganizationOrTeam | null {
    return oneCalled(row, "organization", this.organizations, () => true);
  }

  team(row: EngagementRow, organization: OrganizationOrTeam | null): OrganizationOrTeam | null {
    return oneCalled(row, "team", this.teams, (team) => !organization || team.organizationId === organization.id);
  }

  program(row: EngagementRow): Program | null {
    return oneCalled(row, "program", this.programs, () => true);
  }
}

/** The one that a cell names. Null if it says nothing, or if there is none or there are several. Then the record is refused. */
function oneCalled<T>(
  row: EngagementRow,
  column: "organization" | "team" | "program",
  byName: ReadonlyMap<string, readonly T[]>,
  fits: (each: T) => boolean,
): T | null {
  const name = row.text(column);
  if (name === null) return null;
  const [one, ...more] = (byName.get(name.toLowerCase()) ?? []).filter(fits);
  if (one && more.length === 0) return one;
  // A name is looked up more than once.
  if (row.errors.some(({ field }) => field === column)) return null;
  if (!one)
    row.refuse(column, "NOT_FOUND", `The firm has no ${column} with the name ${quoted(name)}. Create it first.`);
  else {
    const isTeam = column === "team";
    const otherwise = isTeam ? "leave the cell empty, or name the organization as well" : "or leave the cell empty";
    const message = `${more.length + 1} ${column}s are called ${quoted(name)}. Rename all but one, ${otherwise}.`;
    row.refuse(column, "AMBIGUOUS", message);
  }
  return null;
}

function byName<T extends { readonly name: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(all, ({ name }) => name.toLowerCase());
}

/** Refuses what an engagement that is not over may not have, as `createEngagement` does. What is over is kept as it was. */
export function refuseUnfit(row: EngagementRow, names: ImportNames): void {
  const organization = names.organization(row);
  const team = names.team(row, organization);
  const program = names.program(row);
  for (const [column, found] of Object.entries({ organization, team }) as ["organization" | "team", typeof team][])
    if (found?.isArchived)
      row.refuse(column, "ARCHIVED", `The ${column} ${quoted(found.name)} is archived. Restore it first.`);
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
    if (team && person.teamId !== team.id)
      row.refuse("participants", "INVALID", `${person.name} is not in the engagement's team. Name somebody who is.`);
  }
}
