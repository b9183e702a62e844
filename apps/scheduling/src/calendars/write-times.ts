import type { Transaction } from "@coachwork/platform";
import { type BusyCalendar, BusyTime } from "@coachwork/schema";
import type { Interval } from "../core/interval.js";

/** Rows per statement. PostgreSQL takes 65,535 parameters, and a row needs five. */
const BATCH = 2_000;

/**
 * Replaces a calendar's busy times and leaves unchanged ones alone: most times stay the same between two reads. The
 * calendar's row must be locked.
 * @param busy in order, without overlaps
 */
export async function writeTimes(
  transaction: Transaction,
  { id: calendarId, coachId }: Pick<BusyCalendar, "id" | "coachId">,
  busy: readonly Interval[],
): Promise<{ readonly gone: readonly Interval[]; readonly fresh: readonly Interval[] }> {
  const { firmId } = transaction.scope;
  const rows = await transaction.query<Pick<BusyTime, "startsAt" | "endsAt">>(
    `select starts_at as "startsAt", ends_at as "endsAt" from busy_time
     where firm_id = $1::uuid and calendar_id = $2::uuid order by starts_at`,
    [firmId, calendarId],
  );
  const before = rows.map(({ startsAt, endsAt }): Interval => [startsAt.getTime(), endsAt.getTime()]);
  const gone = without(before, busy);
  const fresh = without(busy, before);
  if (gone.length > 0) {
    await transaction.query(
      "delete from busy_time where firm_id = $1::uuid and calendar_id = $2::uuid and starts_at = any($3::timestamptz[])",
      [firmId, calendarId, gone.map(([start]) => new Date(start))],
    );
  }
  for (let first = 0; first < fresh.length; first += BATCH) {
    const batch = fresh.slice(first, first + BATCH);
    await transaction.insert(
      BusyTime,
      batch.map(([start, end]) => ({ calendarId, coachId, startsAt: new Date(start), endsAt: new Date(end) })),
    );
  }
  return { gone, fresh };
}

function without(times: readonly Interval[], others: readonly Interval[]): Interval[] {
  const ends = new Map(others);
  return times.filter(([start, end]) => ends.get(start) !== end);
}
