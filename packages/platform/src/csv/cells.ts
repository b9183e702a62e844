/**
 * What a spreadsheet would take for a formula, with any apostrophes before it (OWASP, CSV injection). The wide signs are those that
 * some spreadsheets read as the narrow ones.
 */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** A text as a cell that no spreadsheet takes for a formula: it gets an apostrophe. `textOfCell` takes it off again. */
export function cellOf(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text of a cell. Any other apostrophe is part of the text, such as that of `'t Hooft`. */
export function textOfCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}

/** Several values as one text: `;` separates them, and a `;` or `\` in a value has a `\` before it. */
export function listText(values: readonly string[]): string {
  return values.map((value) => value.replace(/[;\\]/g, "\\$&")).join(";");
}

/** The values of such a text, trimmed. An empty text has none. */
export function valuesOfList(text: string): string[] {
  if (text.trim() === "") return [];
  const values = [""];
  for (const [part] of text.matchAll(/\\[;\\]|;|[^;\\]+|\\/g)) {
    if (part === ";") values.push("");
    else values[values.length - 1] += part.length === 2 && part.startsWith("\\") ? part[1]! : part;
  }
  return values.map((value) => value.trim());
}
