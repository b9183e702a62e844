import { type CsvRecord, mapInPortions, SEPARATOR_NAMES } from "@coachwork/platform";
import { flawOf, isTimeZone, kinds, quoted, read, type RecordErrorCode, Role } from "@coachwork/schema";
import { type BrokenRoster, readRosterCsv } from "./roster-csv.js";
import { COLUMNS, type Column, type Ignored, type NamedColumn } from "./roster-header.js";

/** Why a record cannot be written; `field` is the column. */
export interface RecordFault {
  readonly field: Column;
  readonly code: keyof typeof RecordErrorCode;
  readonly message: string;
}

/** A person as a roster describes them. What a roster has no column for is undefined, and stays as it is. */
export interface RosterPerson {
  readonly externalId: string | null;
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly roles: readonly Role[] | undefined;
  readonly organization: string | null | undefined;
  readonly team: string | null | undefined;
  readonly timeZone: string | undefined;
  /** Null if the roster does not say. */
  readonly locale: string | null;
}

export interface RosterRecord {
  /** The physical line on which the record starts. The first line is 1. */
  readonly line: number;
  readonly externalId: string | null;
  /** Empty if nothing in the file speaks against the record. */
  readonly errors: readonly RecordFault[];
  readonly person: RosterPerson;
}

export interface Roster {
  readonly records: readonly RosterRecord[];
  readonly ignored: readonly Ignored[];
}

type Values = Readonly<Record<Column, string>>;

const name = kinds.text(200);

/** The check of each column's value. Absent values are not checked here. */
const rules: Readonly<Record<Column, (value: string, column: Column) => Omit<RecordFault, "field"> | undefined>> = {
  external_id: (value, column) => flawOf(name, value, column),
  name: (value, column) => flawOf(name, value, column),
  email: (value, column) => flawOf(kinds.email, value, column),
  roles: (value) => faultOfRoles(value),
  organization: (value, column) => flawOf(name, value, column),
  team: (value, column) => flawOf(name, value, column),
  time_zone: (value) => faultOfTimeZone(value),
  locale: (value, column) => flawOf(kinds.locale, value, column),
};

const REQUIRED: readonly Column[] = ["name", "email", "roles", "time_zone"];

/** Reads a roster: each record with everything that the file alone shows to be wrong. Never throws. */
export async function readRoster(text: string, named: readonly NamedColumn[] = []): Promise<Roster | BrokenRoster> {
  const csv = await readRosterCsv(text, named);
  if ("faults" in csv) return csv;
  const { columns, ignored } = csv.header;
  const seen = new Map<string, number>();
  const records = await mapInPortions(csv.records, (record) => {
    const values = Object.fromEntries(
      COLUMNS.map((column) => [column, record.values[columns.indexOf(column)] ?? ""]),
    ) as Values;
    const errors = faultsOfLength(record, columns, csv.separator) ?? faultsInFile(record, columns, values, seen);
    return { line: record.line, externalId: values.external_id || null, errors, person: personOf(values, columns) };
  });
  return { records, ignored };
}

/** If values are in the wrong columns, nothing more can be checked. */
function faultsOfLength(
  { values }: CsvRecord,
  header: readonly (Column | null)[],
  separator: string,
): RecordFault[] | undefined {
  if (values.slice(header.length).every((value) => value === "")) return undefined;
  const field = header.findLast((column) => column !== null) ?? "locale";
  const message = `The record has ${values.length} values for ${header.length} columns. Quote values that contain ${SEPARATOR_NAMES[separator]}.`;
  return [{ field, code: "INVALID", message }];
}

function faultsInFile(
  record: CsvRecord,
  header: readonly (Column | null)[],
  values: Values,
  seen: Map<string, number>,
): RecordFault[] {
  const faults = [...faultsOfAbsence(record, header), ...faultsOf(values, header)];
  return [...faults, ...duplicates(record.line, values, faults, seen)];
}

/** For a truncated record, only the first missing required value is reported. The rest follows from that. */
function faultsOfAbsence({ values }: CsvRecord, header: readonly (Column | null)[]): RecordFault[] {
  const given = (column: Column) => values[header.indexOf(column)];
  const needed = header.includes("email") ? REQUIRED : [...REQUIRED, "external_id" as const];
  const lost = header.slice(values.length).find((column) => column !== null && needed.includes(column));
  return needed
    .filter((column) => given(column) === "" || column === lost)
    .map((field): RecordFault => {
      const cut =
        given(field) === undefined ? `: the record ends after ${values.length} of ${header.length} values` : "";
      return { field, code: "REQUIRED", message: `${field} is missing${cut}. Every record needs one.` };
    });
}

function faultsOf(values: Values, header: readonly (Column | null)[]): RecordFault[] {
  const faults = COLUMNS.flatMap((field): RecordFault[] => {
    const fault = values[field] === "" ? undefined : rules[field](values[field], field);
    return fault ? [{ field, ...fault }] : [];
  });
  if (values.team === "" || values.organization !== "" || !header.includes("organization")) return faults;
  const message = `The team ${quoted(values.team)} belongs to an organization. Name it.`;
  return [...faults, { field: "organization", code: "REQUIRED", message }];
}

/**
 * Records who a record is about, and reports an earlier record for the same person: by e-mail, ignoring case, or by
 * external id.
 */
function duplicates(
  line: number,
  values: Values,
  faults: readonly RecordFault[],
  seen: Map<string, number>,
): RecordFault[] {
  return (["email", "external_id"] as const).flatMap((field): RecordFault[] => {
    const value = field === "email" ? values.email.toLowerCase() : values.external_id;
    if (value === "" || faults.some((fault) => fault.field === field)) return [];
    const key = `${field} ${value}`;
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, line);
    if (earlier === undefined) return [];
    const message = `${field} is ${quoted(values[field])}, as on line ${earlier}. List everybody once.`;
    return [{ field, code: "DUPLICATE_IN_FILE", message }];
  });
}

function personOf(values: Values, header: readonly (Column | null)[]): RosterPerson {
  const words = rolesIn(values.roles);
  const ifTold = <T>(column: Column, value: T): T | undefined => (header.includes(column) ? value : undefined);
  return {
    externalId: values.external_id || null,
    name: ifTold("name", values.name),
    email: ifTold("email", values.email),
    roles: ifTold(
      "roles",
      Object.values(Role).filter((role) => words.includes(role)),
    ),
    organization: ifTold("organization", values.organization || null),
    team: ifTold("team", values.team || null),
    timeZone: ifTold("time_zone", values.time_zone),
    locale: values.locale === "" ? null : (read(kinds.locale, values.locale).value ?? values.locale),
  };
}

/** The words of a value for roles. Whatever does not separate the columns can separate them. */
function rolesIn(value: string): string[] {
  return value
    .split(/[;,|]/)
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

function faultOfRoles(value: string): Omit<RecordFault, "field"> | undefined {
  const known: readonly string[] = Object.values(Role);
  const words = rolesIn(value);
  if (words.length === 0) return { code: "REQUIRED", message: "roles names no role. Every record needs one." };
  const unknown = words.find((word) => !known.includes(word));
  if (unknown === undefined) return undefined;
  return {
    code: "UNKNOWN_ROLE",
    message: `roles names ${quoted(unknown)}. Give some of ${known.join(", ")}, separated by ;.`,
  };
}

function faultOfTimeZone(value: string): Omit<RecordFault, "field"> | undefined {
  if (isTimeZone(value)) return undefined;
  const message = `time_zone is ${quoted(value)}. Give the name of an IANA time zone, such as Europe/London.`;
  return { code: "UNKNOWN_TIME_ZONE", message };
}
