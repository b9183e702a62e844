import { stringify } from "csv-stringify/sync";
import { cellOf } from "./cells.js";

/** The mark by which spreadsheets know that a text is UTF-8. A CSV begins with it. */
export const CSV_MARK = "\uFEFF";

/** What is in a cell. A number is none of somebody's texts, so that a minus is no formula. */
export type Cell = string | number | null;

/** Rows of CSV as in RFC 4180, each with its line end. No text in them is a formula to a spreadsheet. */
export function csvRows(rows: readonly (readonly Cell[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "string" ? cellOf(cell) : cell)));
  // By itself, the library quotes the pair of both alone.
  return stringify(cells, { record_delimiter: "windows", quoted_match: /[\r\n]/ });
}
