import { pipeline } from "node:stream/promises";
import { quoted } from "@coachwork/schema";
import { CsvError, parse } from "csv-parse";
import { inPortions } from "../process/portions.js";
import { textOfCell } from "./cells.js";
import { lineBreaksIn } from "./line-breaks.js";
import { isSeparator, plainTitle, separatorOf } from "./titles.js";

/** The most records that a text is read for. What reads them may take fewer. */
export const MOST_RECORDS = 5_000;

/** A record of the text, with trimmed values. */
export interface CsvRecord {
  /** The physical line on which it starts. The first line is 1. */
  readonly line: number;
  readonly values: readonly string[];
}

/** A table as written. */
export interface Csv {
  /** The first record, which names the columns. */
  readonly header: CsvRecord;
  /** What separates two values. */
  readonly separator: string;
  readonly records: readonly CsvRecord[];
}

/** The titles by which a header is known. */
export interface Titles {
  readonly columns: readonly string[];
  /** What else the columns may be called. */
  readonly otherTitles: readonly string[];
}

/** The maximum number of lines: 5,000 records, with room for line breaks in values and empty lines. */
const MOST_LINES = 20_000;
/** The maximum length of a record. */
const LONGEST_RECORD = 10_000;
/** Bytes that are read without a pause: a few hundred records. */
const PIECE = 16_384;

/** Why a text is not CSV, for people to read. */
export interface BrokenCsv {
  readonly broken: string;
}

const broken = (message: string): BrokenCsv => ({ broken: message });

/**
 * Reads CSV as in RFC 4180, with any line ends, with or without a byte order mark. Commas, semicolons or tabs separate
 * the values, as a first line `sep=;` says or the header shows. A line break inside quotes belongs to the value, as one line feed. Empty lines are not records. What `csvRows` wrote is read as it was.
 */
export async function readCsv(text: string, { columns, otherTitles }: Titles): Promise<Csv | BrokenCsv> {
  // With one kind of line end, the parser counts lines like an editor.
  const all = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const said = saidSeparator(all);
  if (said !== undefined && !isSeparator(said))
    return broken(`Line 1: it says that ${quoted(said)} separates the values. Use commas, semicolons or tabs.`);
  // The line stays, without anything in it, so that the others keep their numbers.
  const lines = said === undefined ? all : all.replace(/^.*/, "");
  const count = lineBreaksIn(lines) + 1;
  if (count > MOST_LINES) return broken(`The text has ${count} lines. Give at most ${MOST_LINES} at a time.`);
  const separator = said ?? separatorOf(lines, new Set([...columns, ...otherTitles].map(plainTitle)));
  const found: CsvRecord[] = [];
  let next = 1;
  try {
    const parser = parse({
      delimiter: separator,
      record_delimiter: "\n",
      max_record_size: LONGEST_RECORD,
      relax_column_count: true,
      on_record: (values: string[], { lines: last }) => {
        found.push({ line: next, values: values.map((value) => textOfCell(value.trim())) });
        next = last + 1;
        return null;
      },
    });
    await pipeline(inPortions(piecesOf(lines)), parser.resume());
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return broken(messageOf(error, next));
  }
  const [header, ...records] = found.filter(({ values }) => values.some((value) => value !== ""));
  if (!header) return broken(`Line 1: the text is empty. The first line must name the columns ${columns.join(", ")}.`);
  return { header, separator, records };
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
