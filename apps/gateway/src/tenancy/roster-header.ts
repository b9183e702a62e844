import { plainTitle as plain } from "@coachwork/platform";
import { quoted, type RosterField } from "@coachwork/schema";

/** The columns of a roster, by their usual names. */
export const COLUMNS = [
  "external_id",
  "name",
  "email",
  "roles",
  "organization",
  "team",
  "time_zone",
  "locale",
] as const;
export type Column = (typeof COLUMNS)[number];

/** What the columns of an export are called that have another name, so that it can be imported again. */
export const EXPORTED_AS: Readonly<Partial<Record<Column, string>>> = {
  organization: "organization.name",
  team: "team.name",
};

/** What a column with another name says. */
export interface NamedColumn {
  readonly column: string;
  readonly field: RosterField;
}

/** A column that is not read, and what it probably says. */
export interface Ignored {
  readonly column: string;
  readonly probably: RosterField | null;
}

export interface Header {
  /** The columns in the order of the header. Null means a column that is not read. */
  readonly columns: readonly (Column | null)[];
  readonly ignored: readonly Ignored[];
}

/** Why a text is not a roster. `field` is a path into the input. */
export interface RosterFault {
  readonly code: "BROKEN_CSV" | "UNKNOWN_COLUMN" | "INVALID";
  readonly field: string;
  readonly message: string;
}

const fieldOf = (column: Column): RosterField => column.toUpperCase() as RosterField;
const columnOf = (field: RosterField): Column => field.toLowerCase() as Column;

/** Finds out what each column says, or everything that is wrong with the header and the columns that the input names. */
export function readHeader(
  titles: readonly string[],
  line: number,
  named: readonly NamedColumn[],
): Header | { readonly faults: readonly RosterFault[] } {
  const chosen = named.map(({ column }) => titles.findIndex((title) => plain(title) === plain(column)));
  const taken = new Set(named.map(({ field }) => columnOf(field)));
  const columns = titles.map((title, place) => {
    const choice = chosen.indexOf(place);
    if (choice >= 0) return columnOf(named[choice]!.field);
    return COLUMNS.find((column) => !taken.has(column) && isTitleOf(column, title)) ?? null;
  });
  const ignored = titles.flatMap((column, place): Ignored[] => {
    if (columns[place] !== null || column === "") return [];
    return [{ column, probably: meantBy(column, (each) => !columns.includes(each)) }];
  });
  const faults = [
    ...faultsOfNamed(titles, line, named, chosen),
    ...faultsOfTitles(titles, columns, taken, line),
    ...faultsOfAbsence(columns, ignored, line),
  ];
  return faults.length > 0 ? { faults } : { columns, ignored };
}

function isTitleOf(column: Column, title: string): boolean {
  return [column, EXPORTED_AS[column] ?? column].some((usual) => plain(usual) === plain(title));
}

function faultsOfNamed(
  titles: readonly string[],
  line: number,
  named: readonly NamedColumn[],
  chosen: readonly number[],
): RosterFault[] {
  return named.flatMap(({ column, field }, place): RosterFault[] => {
    const at = `columns.${place}`;
    if (chosen[place]! < 0) {
      const message = `Line ${line}: the header has no column ${quoted(column)}. It has ${titles.map(quoted).join(", ")}.`;
      return [{ code: "UNKNOWN_COLUMN", field: `${at}.column`, message }];
    }
    if (chosen.indexOf(chosen[place]!) < place) {
      const message = `The column ${quoted(column)} is named twice. Name it once.`;
      return [{ code: "INVALID", field: `${at}.column`, message }];
    }
    if (named.findIndex((other) => other.field === field) === place) return [];
    const message = `Two columns are named for ${field}. Name one.`;
    return [{ code: "INVALID", field: `${at}.field`, message }];
  });
}

function faultsOfTitles(
  titles: readonly string[],
  columns: readonly (Column | null)[],
  taken: ReadonlySet<Column>,
  line: number,
): RosterFault[] {
  return COLUMNS.filter((column) => !taken.has(column)).flatMap((column): RosterFault[] => {
    const same = titles.filter((_, place) => columns[place] === column);
    if (same.length < 2) return [];
    const message = `Line ${line}: the header names ${column} twice, as ${same.map(quoted).join(" and ")}. Name it once.`;
    return [{ code: "BROKEN_CSV", field: "csv", message }];
  });
}

/** A record must say who it is about. */
function faultsOfAbsence(
  columns: readonly (Column | null)[],
  ignored: readonly Ignored[],
  line: number,
): RosterFault[] {
  if (columns.includes("email") || columns.includes("external_id")) return [];
  const hints = ignored.flatMap(({ column, probably }) =>
    probably === null ? [] : [` ${quoted(column)} is probably ${probably.toLowerCase()}.`],
  );
  const how = hints.length > 0 ? " Rename it, or say so in columns." : ` The columns are ${COLUMNS.join(", ")}.`;
  const message = `Line ${line}: the header lacks email and external_id. It needs one of them.${hints.join("")}${how}`;
  return [{ code: "BROKEN_CSV", field: "csv", message }];
}

/** Titles of columns as other systems and languages write them, without blanks and punctuation. */
const ALIASES: Readonly<Record<Column, readonly string[]>> = {
  external_id: ["id", "personid", "employeeid", "employeenumber", "personnelnumber", "staffid", "personalnummer"],
  name: ["fullname", "displayname", "person", "employee", "nom", "nombre", "vollername"],
  email: ["mail", "mailaddress", "correo", "courriel", "adressemail"],
  roles: ["role", "function", "position", "rolle", "rol"],
  organization: ["organisation", "company", "employer", "client", "account", "firma", "unternehmen", "empresa"],
  team: ["department", "group", "unit", "division", "abteilung"],
  time_zone: ["tz", "zone", "zeitzone"],
  locale: ["language", "lang", "sprache", "langue", "idioma"],
};

/** What a title probably means: an alias, a title that contains the usual name, or either with a slip of the pen. */
function meantBy(title: string, isFree: (column: Column) => boolean): RosterField | null {
  const given = plain(title);
  const free = COLUMNS.filter(isFree);
  const found =
    free.find((column) => ALIASES[column].includes(given)) ??
    free.find((column) => given.includes(plain(column))) ??
    free.find((column) => [plain(column), ...ALIASES[column]].some((name) => isSlip(given, name)));
  return found === undefined ? null : fieldOf(found);
}

/** Whether two words differ by a letter too many, too few, wrong, or swapped with its neighbour. */
function isSlip(given: string, wanted: string): boolean {
  if (Math.abs(given.length - wanted.length) > 1 || wanted.length < 4) return false;
  const start = [...wanted].findIndex((letter, place) => given[place] !== letter);
  if (start < 0) return true;
  const [left, right] = [given.slice(start), wanted.slice(start)];
  const swapped = `${right[1] ?? ""}${right[0] ?? ""}${right.slice(2)}`;
  return left.slice(1) === right || left === right.slice(1) || left.slice(1) === right.slice(1) || left === swapped;
}
