import { lineBreaksIn, MOST_RECORDS } from "@coachwork/platform";
import { MOST_ENROLLED, MOST_IMPORTED_ENGAGEMENTS, MOST_IMPORTED_SESSIONS } from "@coachwork/schema";

/** The cost of a record: it is read, checked, compared with the firm's people and written. */
const RECORD = 2;

/** The cost of finding those whom the roster does not name: all people of the firm are looked through, however short it is. */
const ABSENT = 1_000;

/** The cost of an import, by its input. */
export interface ImportPrice {
  readonly price: number;
  /** The maximum number of records in the answer. */
  readonly records: number;
}

/**
 * Priced by lines, of which there are at least as many as records. An unreadable input counts as the longest possible.
 */
export function rosterImport(input: unknown): ImportPrice {
  const { csv, deactivateAbsent } = (input ?? {}) as { csv?: unknown; deactivateAbsent?: unknown };
  const records = typeof csv === "string" ? Math.min(lineBreaksIn(csv), MOST_RECORDS) : MOST_RECORDS;
  return { price: records * RECORD + (deactivateAbsent == null ? 0 : ABSENT), records };
}

/** What an import of engagements costs: a record has several members. */
export const engagementImport = (input: unknown) => csvImport(input, MOST_IMPORTED_ENGAGEMENTS, 5 * RECORD);

/** What an import of sessions costs: a record has several members, and entries in the ledger. */
export const sessionImport = (input: unknown) => csvImport(input, MOST_IMPORTED_SESSIONS, 2 * RECORD);

function csvImport(input: unknown, most: number, price: number): ImportPrice {
  const { csv } = (input ?? {}) as { csv?: unknown };
  const records = typeof csv === "string" ? Math.min(lineBreaksIn(csv), most) : most;
  return { price: records * price, records };
}

/** What enrolling people costs: as much as importing them. An unreadable input counts as the longest possible. */
export function enrollment(input: unknown): ImportPrice {
  const { personIds } = (input ?? {}) as { personIds?: unknown };
  const records = Array.isArray(personIds) ? Math.min(personIds.length, MOST_ENROLLED) : MOST_ENROLLED;
  return { price: records * RECORD, records };
}
