/**
 * Apostrophes before what a spreadsheet would take for a formula (OWASP, CSV injection): at the beginning, and after what separates
 * cells in some countries, or rows. The wide signs are those that some spreadsheets read as the narrow ones.
 */
const BEFORE_FORMULA =
  /(?:^('*)(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])|(?<=[;\t\r\n])('*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20]))/g;

/** A text as a cell in which no spreadsheet finds a formula: each gets an apostrophe. `textOfCell` takes them off again. */
export function cellOf(text: string): string {
  return text.replace(BEFORE_FORMULA, "'$&");
}

/** The text of a cell. Any other apostrophe is part of the text, such as that of `'t Hooft`. */
export function textOfCell(cell: string): string {
  return cell.replace(BEFORE_FORMULA, (apostrophes) => apostrophes.slice(1));
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
