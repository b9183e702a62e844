import { SeriesCoach, SessionSeries } from "@coachwork/schema";
import type { Recorder } from "../allocation/allocation.js";
import type { StartsToBook } from "./series-horizon.js";

type NewSeries = Pick<
  SessionSeries,
  "id" | "engagementId" | "kind" | "rule" | "timeZone" | "firstStart" | "durationMinutes" | "place" | "calendarId"
> & { readonly followsId?: string; readonly sequence?: number };

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
