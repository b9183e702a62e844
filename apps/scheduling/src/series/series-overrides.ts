import type { InputOf, SessionSeries, ChangeSeries } from "@coachwork/schema";
import type { Booker } from "../people/booker.js";

/** What the sessions of a series are booked over, and on whose word. */
export type SeriesOverrides = Pick<SessionSeries, "overrides" | "overriddenById">;

/** What a series keeps of its booker's word for the sessions that are booked later. */
export function overridesOf({ party, personId, override }: Booker): SeriesOverrides {
  return { overrides: [...override].sort(), overriddenById: override.size > 0 && party === "COACH" ? personId : null };
}

/** The booker of a series' later sessions: the coach or the firm that agreed what they are booked over. */
export function bookerOfSeries({ overrides, overriddenById }: SeriesOverrides): Booker {
  const party = overriddenById === null ? "FIRM" : "COACH";
  return { personId: overriddenById, party, override: new Set(overrides) };
}

/**
 * Who books a series that changes. If only its rule changes, it stays booked over the same, unless the booker says something
 * else or could not have said it. Another time needs a word of its own.
 */
export function bookerOfChange(
  before: SeriesOverrides,
  { override, firstStart, durationMinutes, timeZone }: InputOf<typeof ChangeSeries>,
  booker: Booker,
): Booker {
  const isSameTime = [firstStart, durationMinutes, timeZone].every((given) => given === undefined);
  const maySay = booker.party === "FIRM" || (booker.party === "COACH" && booker.personId === before.overriddenById);
  return override == null && isSameTime && maySay ? { ...booker, override: new Set(before.overrides) } : booker;
}
