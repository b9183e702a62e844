/** A title without what people write differently: `E-Mail`, `External ID`, `TimeZone`. */
export function plainTitle(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Where the search for the separator ends. */
const LONGEST_HEADER = 10_000;
const SEPARATORS = [",", ";", "\t"] as const;

/** What separates values, in words. */
export const SEPARATOR_NAMES: Readonly<Record<string, string>> = { ",": "commas", ";": "semicolons", "\t": "tabs" };

export function isSeparator(text: string): boolean {
  return SEPARATORS.some((separator) => separator === text);
}

/**
 * The separator that splits the header into the most titles that have a meaning: those in `known`, which are plain. If several do, it
 * is the one that occurs most often. Separators in quotes do not count.
 */
export function separatorOf(text: string, known: ReadonlySet<string>): string {
  const line = headerLine(text);
  const parts = SEPARATORS.map((separator) => line.split(separator));
  const meaning = parts.map((titles) => titles.filter((title) => known.has(plainTitle(title))).length);
  const best = Math.max(...meaning);
  const place = parts.reduce(
    (first, titles, at) => (meaning[at] === best && (first < 0 || titles.length > parts[first]!.length) ? at : first),
    -1,
  );
  return SEPARATORS[place]!;
}

/** The first line that has something in it, without what its quotes hide from a separator. */
function headerLine(text: string): string {
  const [whole] = /(?:[^\n"]|"[^"]*"?)*/.exec(text.trimStart().slice(0, LONGEST_HEADER)) ?? [""];
  return whole.replace(/"([^"]*)"?/g, (_, inside: string) => inside.replace(/[,;\t]/g, " "));
}
