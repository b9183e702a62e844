import { type CsvRecord, readCsv } from "@coachwork/platform";
import { COLUMNS, EXPORTED_AS, type Header, type NamedColumn, readHeader, type RosterFault } from "./roster-header.js";

/** A roster as written: its people, by column. */
export interface RosterCsv {
  readonly header: Header;
  /** What separates two values. */
  readonly separator: string;
  readonly records: readonly CsvRecord[];
}

/** Why a text is not a roster. */
export interface BrokenRoster {
  readonly faults: readonly RosterFault[];
}

/** Reads the CSV of a roster. */
export async function readRosterCsv(text: string, named: readonly NamedColumn[]): Promise<RosterCsv | BrokenRoster> {
  const csv = await readCsv(text, {
    columns: COLUMNS,
    otherTitles: [...Object.values(EXPORTED_AS), ...named.map(({ column }) => column)],
  });
  if ("broken" in csv) return { faults: [{ code: "BROKEN_CSV", field: "csv", message: csv.broken }] };
  const { separator, records } = csv;
  const header = readHeader(csv.header.values, csv.header.line, named);
  return "faults" in header ? header : { header, separator, records };
}
