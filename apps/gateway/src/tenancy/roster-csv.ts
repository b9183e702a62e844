import { pipeline } from "node:stream/promises";
import { inPortions } from "@coachwork/platform";
import { quoted } from "@coachwork/schema";
import { CsvError, parse } from "csv-parse";
import { lineBreaksIn } from "../graphql/cost-import.js";
import {
  COLUMNS,
  type Header,
  isSeparator,
  type NamedColumn,
  readHeader,
  type RosterFault,
  separatorOf,
} from "./roster-header.js";

/** A record of the text, with trimmed values. */
export interface CsvRecord {
  /** The physical line on which it starts. The first line is 1. */
  readonly line: number;
  readonly values: readonly string[];
}

/** A roster as written: its people, by column. */
export interface RosterCsv {
  readonly header: Header;
  /** What separates two values. */
  readonly separator: string;
  readonly records: readonly CsvRecord[];
}

/** The maximum number of lines: 5,000 people, with room for line breaks in values and empty lines. */
const MOST_LINES = 20_000;
/** The maximum length of a record. */
const LONGEST_RECORD = 10_000;
/** Bytes that are read without a pause: a few hundred records. */
const PIECE = 16_384;

/** Why a text is not a roster. */
export interface BrokenCsv {
  readonly faults: readonly RosterFault[];
}

const broken = (message: string): BrokenCsv => ({ faults: [{ code: "BROKEN_CSV", field: "csv", message }] });

/**
 * Reads CSV as in RFC 4180, with any line ends, with or without a byte order mark. Commas, semicolons or tabs separate
 * the values, as a first line `sep=;` says or the header shows. A line break inside quotes belongs to the value, as one line feed. Empty lines are not records.
 */
export async function readRosterCsv(text: string, named: readonly NamedColumn[]): Promise<RosterCsv | BrokenCsv> {
  // With one kind of line end, the parser counts lines like an editor.
  const all = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const said = saidSeparator(all);
  if (said !== undefined && !isSeparator(said))
    return broken(`Line 1: it says that ${quoted(said)} separates the values. Use commas, semicolons or tabs.`);
  // The line stays, without anything in it, so that the others keep their numbers.
  const lines = said === undefined ? all : all.replace(/^.*/, "");
  const count = lineBreaksIn(lines) + 1;
  if (count > MOST_LINES) return broken(`The text has ${count} lines. Give at most ${MOST_LINES} at a time.`);
  const separator = said ?? separatorOf(lines, named);
  const found: CsvRecord[] = [];
  let next = 1;
  try {
    const parser = parse({
      delimiter: separator,
      record_delimiter: "\n",
      max_record_size: LONGEST_RECORD,
      relax_column_count: true,
      on_record: (values: string[], { lines: last }) => {
        found.push({ line: next, values: values.map((value) => value.trim()) });
        next = last + 1;
        return null;
      },
    });
    await pipeline(inPortions(piecesOf(lines)), parser.resume());
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return broken(messageOf(error, next));
  }
  const [first, ...records] = found.filter(({ values }) => values.some((value) => value !== ""));
  if (!first) return broken(`Line 1: the text is empty. The first line must name the columns ${COLUMNS.join(", ")}.`);
  const header = readHeader(first.values, first.line, named);
  return "faults" in header ? header : { header, separator, records };
}

/** What a first line as Excel writes it says about the separator: `sep=;`. */
function saidSeparator(text: string): string | undefined {
  return /^sep=(.)(?=\n|$)/iu.exec(text)?.[1];
}

function* piecesOf(text: string): Generator<Buffer, void, undefined> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += PIECE) yield bytes.subarray(start, start + PIECE);
}

function messageOf({ code, lines }: CsvError & { lines?: number }, start: number): string {
  if (code === "CSV_QUOTE_NOT_CLOSED")
    return `Line ${start}: the record that starts here opens a quote and never closes it.`;
  if (code === "CSV_MAX_RECORD_SIZE")
    return `Line ${start}: the record that starts here has more than ${LONGEST_RECORD} characters.`;
  const line = typeof lines === "number" ? lines : start;
  return `Line ${line}: there is a quote in the middle of a value. Quote the whole value and write "" for each quote in it.`;
}
