import type { Transaction } from "@coachwork/platform";
import { SeriesException, type Shown } from "@coachwork/schema";
import { firstOf, type Recurrence } from "../core/recurrence.js";
import type { Gap } from "./letter.js";
import { takesPlace } from "./news.js";
import type { SeriesFacts } from "./series-facts.js";
import type { SessionPart } from "./session-facts.js";

/**
 * The dates ahead on which a series has no session for anybody, and why, as far as the reader takes part in it. Somebody with a
 * seat in some sessions misses no other date, and single sessions that were cancelled have e-mails of their own.
 */
export async function gapsOf(
  transaction: Transaction,
  { series, sessions }: Pick<SeriesFacts, "series" | "sessions">,
  reader: { readonly id: string; readonly part: SessionPart; readonly shown: Recurrence<Shown> },
  now: number,
): Promise<readonly Gap[]> {
  if (reader.part !== "COACH" && series.capacity !== null) return [];
  const from = Math.max(now + 1, firstOf(reader.shown).startsAt);
  const booked = sessions.filter(({ session }) => takesPlace(session.status));
  const last = booked.findLast(({ people }) => people.some(({ id }) => id === reader.id));
  // Whoever is not in the last session has left before.
  const to = last && last !== booked.at(-1) ? last.session.originalStart!.getTime() : Infinity;
  const exceptions = await transaction.find(SeriesException, { seriesId: series.id });
  return exceptions
    .filter(({ code, isHoliday }) => isHoliday || code !== null)
    .map(({ originalStart: startsAt, isHoliday }) => ({ startsAt, isHoliday }))
    .filter(({ startsAt }) => startsAt.getTime() >= from && startsAt.getTime() < to)
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}
