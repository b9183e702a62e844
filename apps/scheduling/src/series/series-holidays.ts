import { type CommandContext, dateIn, type Transaction } from "@coachwork/platform";
import type { SessionSeries } from "@coachwork/schema";
import { hasPublicHolidays, publicHolidays } from "../core/public-holidays.js";
import { except } from "./instance.js";
import type { StartsToBook } from "./series-horizon.js";

/** Which holidays a series skips. */
export type SeriesHolidays = Pick<SessionSeries, "skipsFirmHolidays" | "holidayRegion">;

type Asked = { readonly [Field in keyof SeriesHolidays]?: SeriesHolidays[Field] | undefined };

/** The holidays to skip as they are agreed. What is not given stays as it was `before`, and is none at first. */
export function holidaysToAgree(
  context: CommandContext<"UNKNOWN_REGION">,
  { skipsFirmHolidays, holidayRegion }: Asked,
  before: SeriesHolidays = { skipsFirmHolidays: false, holidayRegion: null },
): SeriesHolidays {
  if (holidayRegion != null && !hasPublicHolidays(holidayRegion)) {
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

/** Leaves out the starts on dates in the series' zone that are holidays which it skips. */
export async function withoutHolidays(
  transaction: Transaction,
  series: SeriesHolidays & Pick<SessionSeries, "timeZone">,
  { starts, until }: StartsToBook,
): Promise<StartsWithoutHolidays> {
  const holidays = await holidaysIn(transaction, series, starts);
  const isHoliday = (start: number) => holidays.has(dateIn(series.timeZone, start));
  return { starts: starts.filter((start) => !isHoliday(start)), skipped: starts.filter(isHoliday), until };
}

/** Records that a series has no session at the starts that it skips. */
export async function skip(
  transaction: Transaction,
  { id }: Pick<SessionSeries, "id">,
  { skipped }: StartsWithoutHolidays,
): Promise<void> {
  for (const start of skipped) await except(transaction, id, start, null);
}

/** The dates of all holidays that a series skips, as far as these starts reach. */
async function holidaysIn(
  transaction: Transaction,
  { skipsFirmHolidays, holidayRegion, timeZone }: SeriesHolidays & Pick<SessionSeries, "timeZone">,
  starts: readonly number[],
): Promise<ReadonlySet<string>> {
  if (starts.length === 0 || (!skipsFirmHolidays && holidayRegion === null)) return new Set();
  const [first, last] = [dateIn(timeZone, starts[0]!), dateIn(timeZone, starts.at(-1)!)];
  const ofRegion = holidayRegion === null ? [] : publicHolidays(holidayRegion, first, last);
  const ofFirm = skipsFirmHolidays
    ? await transaction.query<{ date: string }>(
        `select h.date::text as date from holiday h
         where h.firm_id = $1::uuid and h.archived_at is null and h.date between $2::date and $3::date`,
        [transaction.scope.firmId, first, last],
      )
    : [];
  return new Set([...ofRegion, ...ofFirm.map(({ date }) => date)]);
}
