import { flawOfText, type Kind, quoted, Reading, type RecordErrorCode, WrongType } from "@coachwork/schema";
import { mapInPortions } from "../process/portions.js";
import { type CsvRecord, readCsv } from "./read-csv.js";
import { plainTitle, SEPARATOR_NAMES } from "./titles.js";

/** The columns of an import, by their usual names, each with what else it may be called: what an export calls it, above all. */
export type ImportColumns<Column extends string> = Readonly<Record<Column, readonly string[]>>;

/** Why a record cannot be written; `field` is the column. */
export interface RecordFault<Column extends string = string> {
  readonly field: Column;
  readonly code: keyof typeof RecordErrorCode;
  readonly message: string;
}

/** How many faults of a record are told. */
const MOST_FAULTS = 20;

/** A record of an import: its values by column, and what is wrong with them. */
export class ImportRow<Column extends string = string> {
  readonly errors: RecordFault<Column>[] = [];

  constructor(
    /** The physical line on which it starts. The first line is 1. */
    readonly line: number,
    private readonly values: Readonly<Partial<Record<Column, string>>>,
  ) {}

  get isRefused(): boolean {
    return this.errors.length > 0;
  }

  /** The text of a cell. Null if it is empty or there is no such column: then the record says nothing about it. */
  text(column: Column): string | null {
    return this.values[column] || null;
  }

  /** The value of a cell. Null if it says nothing, or nothing that is right. Then the record is refused. */
  read<T>(column: Column, kind: Kind<T>, given: unknown = this.text(column)): T | null {
    if (given === null) return null;
    const reading = new Reading().at(column);
    try {
      const value = kind.read(given, reading);
      for (const { code, message } of reading.flaws) this.refuse(column, code, message);
      return value ?? null;
    } catch (error) {
      if (!(error instanceof WrongType)) throw error;
      this.refuse(column, "INVALID", `${column} is ${quoted(this.text(column) ?? "")}. ${error.message}`);
      return null;
    }
  }

  /** Like `read`, for a whole number. */
  number(column: Column, kind: Kind<number>): number | null {
    const text = this.text(column);
    return this.read(column, kind, text !== null && /^[+-]?\d{1,9}$/.test(text) ? Number(text) : text);
  }

  /** Like `read`, for a word of a closed set, in any case. */
  word<Word extends string>(column: Column, kind: Kind<Word>): Word | null {
    return this.read(column, kind, this.text(column)?.toUpperCase() ?? null);
  }

  /** Refuses the record unless it says something about each of these. */
  needs(...columns: readonly Column[]): void {
    for (const column of columns)
      if (this.text(column) === null) this.refuse(column, "REQUIRED", `${column} is missing. Give it.`);
  }

  /** The first faults alone are told: a short record can name thousands of people who do not exist. */
  refuse(field: Column, code: RecordFault["code"], message: string): void {
    if (this.errors.length < MOST_FAULTS && this.errors.every((error) => error.message !== message))
      this.errors.push({ field, code, message });
  }
}

export interface Import<Column extends string> {
  readonly rows: readonly ImportRow<Column>[];
  /** The columns that are not read, as the header names them. */
  readonly ignored: readonly string[];
}

/** Why nothing of a text is read. */
export interface Unreadable {
  readonly code: "BROKEN_CSV" | "TOO_MANY_RECORDS";
  readonly message: string;
}

interface Wanted<Column extends string> {
  readonly columns: ImportColumns<Column>;
  /** The columns that the header must have. */
  readonly needed: readonly Column[];
  /** The most records. */
  readonly most: number;
}

/** Reads the records of an import. The columns stand in any order. Case, blanks and punctuation in their names do not matter. */
export async function readImport<Column extends string>(
  text: string,
  { columns, needed, most }: Wanted<Column>,
): Promise<Import<Column> | Unreadable> {
  const names = Object.keys(columns) as Column[];
  const csv = await readCsv(text, { columns: names, otherTitles: Object.values<readonly string[]>(columns).flat() });
  if ("broken" in csv) return { code: "BROKEN_CSV", message: csv.broken };
  const { header, records, separator } = csv;
  const places = header.values.map((title) => names.find((name) => isTitleOf(title, [name, ...columns[name]])) ?? null);
  const wrong = flawOfHeader(header, places, needed, names);
  if (wrong !== undefined) return { code: "BROKEN_CSV", message: wrong };
  if (records.length > most)
    return {
      code: "TOO_MANY_RECORDS",
      message: `The text has ${records.length} records. Give at most ${most} at a time.`,
    };
  const ignored = header.values.filter((title, place) => places[place] === null && title !== "");
  return { rows: await mapInPortions(records, (record) => rowOf(record, places, separator)), ignored };
}

function isTitleOf(title: string, names: readonly string[]): boolean {
  return names.some((name) => plainTitle(name) === plainTitle(title));
}

function flawOfHeader<Column extends string>(
  { line, values }: CsvRecord,
  places: readonly (Column | null)[],
  needed: readonly Column[],
  names: readonly Column[],
): string | undefined {
  const twice = places.find((column, place) => column !== null && places.indexOf(column) < place);
  if (twice) {
    const same = values.filter((_, place) => places[place] === twice).map(quoted);
    return `Line ${line}: the header names ${twice} twice, as ${same.join(" and ")}. Name it once.`;
  }
  const missing = needed.filter((column) => !places.includes(column));
  if (missing.length === 0) return undefined;
  return `Line ${line}: the header lacks ${missing.join(" and ")}. The columns are ${names.join(", ")}.`;
}

function rowOf<Column extends string>(
  { line, values }: CsvRecord,
  places: readonly (Column | null)[],
  separator: string,
): ImportRow<Column> {
  const named = places.flatMap((column, place) => (column === null ? [] : [[column, values[place] ?? ""] as const]));
  const flawed = named.flatMap(([column, value]) => {
    const flaw = flawOfText(value);
    return flaw === undefined ? [] : [{ column, flaw }];
  });
  // What cannot be stored cannot be looked up either.
  const sound = named.filter(([column]) => !flawed.some((each) => each.column === column));
  const row = new ImportRow<Column>(line, Object.fromEntries(sound) as Partial<Record<Column, string>>);
  for (const { column, flaw } of flawed) row.refuse(column, "INVALID", `${column} contains ${flaw}. Leave it out.`);
  // If values are in the wrong columns, nothing more can be said.
  if (values.slice(places.length).some((value) => value !== ""))
    row.refuse(
      places.findLast((column) => column !== null)!,
      "INVALID",
      `The record has ${values.length} values for ${places.length} columns. Quote values that contain ${SEPARATOR_NAMES[separator]}.`,
    );
  return row;
}
