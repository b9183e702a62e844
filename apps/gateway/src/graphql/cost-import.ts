/** Records of one import at most. */
export const MOST_RECORDS = 5_000;

/** What a record costs: it is read, judged, compared with whom the firm knows, and written. */
const RECORD = 2;

/** What an import of people takes, by its input. */
export interface RosterImport {
  readonly price: number;
  /** How many records the answer tells of, at most. */
  readonly records: number;
}

/** Priced by lines, which are at least as many as records. An input that cannot be read is taken to be as long as any. */
export function rosterImport(input: unknown): RosterImport {
  const { csv } = (input ?? {}) as { csv?: unknown };
  const records = typeof csv === "string" ? Math.min(lineBreaksIn(csv), MOST_RECORDS) : MOST_RECORDS;
  return { price: records * RECORD, records };
}

/** How many lines of a text end: with LF, CR or both, each as it likes. */
export function lineBreaksIn(text: string): number {
  let breaks = 0;
  for (let place = text.indexOf("\n"); place >= 0; place = text.indexOf("\n", place + 1)) breaks += 1;
  for (let place = text.indexOf("\r"); place >= 0; place = text.indexOf("\r", place + 1))
    if (text[place + 1] !== "\n") breaks += 1;
  return breaks;
}
