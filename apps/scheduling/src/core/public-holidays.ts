import Holidays from "date-holidays";
import { dayOfDate, isoDate } from "./local-day.js";
import { DAY, HOUR } from "./lengths.js";

const catalogue = new Holidays();

/** Calendars by region. Reading one takes some milliseconds. */
const calendars = new Map<string, Holidays>();

/**
 * Whether public holidays are known for a country (ISO 3166-1) or a part of one, such as `DE`, `DE-BY` or `US-LA-NO`.
 */
export function hasPublicHolidays(region: string): boolean {
  const [country = "", state, district, ...more] = region.split("-");
  if (more.length > 0 || !Object.hasOwn(catalogue.getCountries(), country)) return false;
  if (state === undefined) return true;
  if (!Object.hasOwn(catalogue.getStates(country) ?? {}, state)) return false;
  return district === undefined || Object.hasOwn(catalogue.getRegions(country, state) ?? {}, district);
}

/**
 * The dates of a region's public holidays between two dates, such as "2027-03-17", both included.
 * @throws RangeError for an invalid date
 */
export function publicHolidays(region: string, first: string, last: string): ReadonlySet<string> {
  const [from, to] = [dayOfDate(first), dayOfDate(last)];
  const dates = new Set<string>();
  // One that lasts several days may begin in the year before.
  for (let year = Number(first.slice(0, 4)) - 1; year <= Number(last.slice(0, 4)); year += 1)
    for (const { date, start, end, type } of calendarOf(region).getHolidays(year)) {
      if (type !== "public") continue;
      const firstDay = dayOfDate(date.slice(0, 10));
      // Some begin the evening before and end in the afternoon: those are days all the same.
      const days = Math.max(1, Math.floor((end.getTime() - start.getTime() + 2 * HOUR) / DAY));
      for (let day = firstDay; day < firstDay + days; day += 1) if (from <= day && day <= to) dates.add(isoDate(day));
    }
  return dates;
}

function calendarOf(region: string): Holidays {
  let calendar = calendars.get(region);
  if (!calendar) {
    const [country = "", state = "", district = ""] = region.split("-");
    calendars.set(region, (calendar = new Holidays(country, state, district)));
  }
  return calendar;
}
