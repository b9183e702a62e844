import { SeriesCoach, SessionSeries } from "@coachwork/schema";
import type { Recorder } from "../allocation/allocation.js";
import type { SeriesHolidays } from "./series-holidays.js";
import type { SeriesOverrides } from "./series-overrides.js";
import type { SeriesSeats } from "./series-seats.js";
import type { StartsToBook } from "./series-horizon.js";

export interface NewSeries
  extends
    Pick<SessionSeries, "id" | "engagementId" | "calendarId" | "bookedById">,
    Pick<SessionSeries, "rule" | "timeZone" | "firstStart">,
    Pick<SessionSeries, "kind" | "sessionTypeId" | "durationMinutes" | "place">,
    SeriesSeats,
    SeriesHolidays,
    SeriesOverrides {
  readonly followsId?: string;
  readonly sequence?: number;
}

/** Writes a series. Its sessions must be written with it. */
export async function writeSeries(
  { transaction, now }: Recorder,
  series: NewSeries,
  coachIds: readonly string[],
  { until }: StartsToBook,
): Promise<void> {
  const dates = { materialisedUntil: new Date(until), createdAt: new Date(now) };
  await transaction.insert(SessionSeries, { sequence: 0, ...series, ...dates });
  const coaches = coachIds.map((coachId) => ({ seriesId: series.id, coachId }));
  await transaction.insert(SeriesCoach, coaches);
}
