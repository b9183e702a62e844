import type { Transaction } from "@coachwork/platform";
import type { Pair } from "./merge-refusals.js";

/**
 * Lets letters about sessions ahead have shown the person who stays. Otherwise the change of the id would be news, and everybody
 * would be told of another coach.
 */
export async function renameInLetters(transaction: Transaction, { keep, duplicate }: Pair): Promise<void> {
  const { firmId } = transaction.scope;
  const letters = await transaction.query<{ id: string; shown: unknown; shownSeries: unknown }>(
    `select m.id, m.shown, m.shown_series as "shownSeries" from email m
     where m.firm_id = $1::uuid and m.ends_at > $2
       and (position($3::text in m.shown::text) > 0 or position($3::text in m.shown_series::text) > 0)`,
    [firmId, transaction.changedAt, duplicate.id],
  );
  const renamed = (part: unknown) => (part === null ? null : JSON.stringify(withId(part, duplicate.id, keep.id)));
  for (const { id, shown, shownSeries } of letters)
    await transaction.query(
      "update email set shown = $3::jsonb, shown_series = $4::jsonb where firm_id = $1::uuid and id = $2::uuid",
      [firmId, id, renamed(shown), renamed(shownSeries)],
    );
}

/** JSON with another id in its lists of ids, which stay in order and name nobody twice. */
function withId(part: unknown, before: string, after: string): unknown {
  if (Array.isArray(part)) {
    if (!part.includes(before)) return part.map((each) => withId(each, before, after));
    return [...new Set(part.map((each: unknown) => (each === before ? after : each)))].sort();
  }
  if (part === null || typeof part !== "object") return part;
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, withId(inner, before, after)]));
}
