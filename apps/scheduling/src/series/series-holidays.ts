import { type CommandContext, dateIn, newId, type Transaction } from "@coachwork/platform";
import { SeriesException, type SessionSeries } from "@coachwork/schema";
import { hasPublicHolidays, publicHolidays } from "../core/public-holidays.js";
import type { StartsToBook } from "./series-horizon.js";

/** Which holidays a series skips. */
export type SeriesHolidays = Pick<SessionSeries, "skipsFirmHolidays" | "holidayRegion">;

type Asked = { readonly [Field in keyof SeriesHolidays]?: SeriesHolidays[Field] | undefined };

/** The holidays to skip as they are agreed. What is not given stays as it was `before`, and is none at first. */
export async function holidaysToAgree(
  context: CommandContext<"UNKNOWN_REGION">,
  { skipsFirmHolidays, holidayRegion }: Asked,
  before: SeriesHolidays = { skipsFirmHolidays: false, holidayRegion: null },
): Promise<SeriesHolidays> {
  if (holidayRegion != null && !(await hasPublicHolidays(holidayRegion))) {
    const message = `The public holidays of ${holidayRegion} are not known; give a country such as DE, or a part of one such as DE-BY (ISO 3166).`;
    context.refuse("UNKNOWN_REGION", "holidayRegion", message);
  }
  return {
    skipsFirmHolidays: skipsFirmHolidays ?? before.skipsFirmHolidays,
    holidayRegion: holidayRegion === undefined ? before.holidayRegion : holidayRegion,
  };
}

/** Starts to book, and those that are left out since they are on holidays. */
export interface StartsWithoutHolidays extends StartsToBook {
  readonly skipped: readonly number[];
}

/**
 * Leaves out the starts on dates in the series' zone that are holidays which it skips. Those `elsewhere` stay, whose session
 * takes place at another time.
 */
export async function withoutHolidays(
  transaction: Transaction,
  series: SeriesHolidays & Pick<SessionSeries, "timeZone">,
  { starts, until }: StartsToBook,
  elsewhere: ReadonlySet<number> = new Set(),
): Promise<StartsWithoutHolidays> {
  const holidays = await holidaysIn(transaction, series, starts);
  const isHoliday = (start: number) => !elsewhere.has(start) && holidays.has(dateIn(series.timeZone, start));
  return { starts: starts.filter((start) => !isHoliday(start)), skipped: starts.filter(isHoliday), until };
}

/** A series that skips all its starts is invalid. */
export function refuseNothingButHolidays(context: CommandContext<never>, { starts }: StartsWithoutHolidays): void {
  if (starts.length > 0) return;
  context.refuse("INVALID", "rule", "All its sessions in the next 180 days are on holidays; give another rule.");
}

/** Records that a series has no session at the starts that it skips. */
export async function skip(
  transaction: Transaction,
  { id }: Pick<SessionSeries, "id">,
  { skipped }: StartsWithoutHolidays,
): Promise<void> {
  await transaction.insert(
    SeriesException,
    skipped.map((start) => {
      return { id: newId(), seriesId: id, originalStart: new Date(start), code: null, isHoliday: true };
    }),
  );
}

/** The dates of all holidays that a series skips, as far as these starts reach. */
async function holidaysIn(
  transaction: Transaction,
  { skipsFirmHolidays, holidayRegion, timeZone }: SeriesHolidays & Pick<SessionSeries, "timeZone">,
  starts: readonly number[],
): Promise<ReadonlySet<string>> {
  if (starts.length === 0 || (!skipsFirmHolidays && holidayRegion === null)) return new Set();
  const [first, last] = [dateIn(timeZone, starts[0]!), dateIn(timeZone, starts.at(-1)!)];
  const ofRegion = holidayRegion === null ? [] : await publicHolidays(holidayRegion, first, last);
  const ofFirm = skipsFirmHolidays
    ? await transaction.query<{ date: string }>(
        `select h.date::text as date from holiday h
         where h.firm_id = $1::uuid and h.archived_at is null and h.date between $2::date and $3::date`,
        [transaction.scope.firmId, first, last],
      )
    : [];
  return new Set([...ofRegion, ...ofFirm.map(({ date }) => date)]);
}
