import { dayOfDate, isoDate } from "./local-day.js";
import { DAY, HOUR } from "./lengths.js";

/** Loading it takes half a second, so that waits until somebody asks. */
const library = async () => (await import("date-holidays")).default;

/** The local days of public holidays by region and year. Working them out takes some ten milliseconds. */
const known = new Map<string, readonly number[]>();

/**
 * Whether public holidays are known for a country (ISO 3166-1) or a part of one, such as `DE`, `DE-BY` or `US-LA-NO`.
 */
export async function hasPublicHolidays(region: string): Promise<boolean> {
  const catalogue = new (await library())();
  const [country = "", state, district, ...more] = region.split("-");
  if (more.length > 0 || !Object.hasOwn(catalogue.getCountries(), country)) return false;
  if (state === undefined) return true;
  if (!Object.hasOwn(catalogue.getStates(country) ?? {}, state)) return false;
  return district === undefined || Object.hasOwn(catalogue.getRegions(country, state) ?? {}, district);
}

/**
 * The dates of a region's public holidays between two dates, such as "2027-03-17", both included. The region must be known.
 * @throws RangeError for an invalid date
 */
export async function publicHolidays(region: string, first: string, last: string): Promise<ReadonlySet<string>> {
  const [from, to] = [dayOfDate(first), dayOfDate(last)];
  const dates = new Set<string>();
  // One that lasts several days may begin in the year before.
  for (let year = Number(first.slice(0, 4)) - 1; year <= Number(last.slice(0, 4)); year += 1)
    for (const day of await holidaysOf(region, year)) if (from <= day && day <= to) dates.add(isoDate(day));
  return dates;
}

async function holidaysOf(region: string, year: number): Promise<readonly number[]> {
  const key = `${region} ${year}`;
  const days = known.get(key) ?? (await workedOut(region, year));
  known.set(key, days);
  return days;
}

async function workedOut(region: string, year: number): Promise<readonly number[]> {
  const Holidays = await library();
  const [country = "", state = "", district = ""] = region.split("-");
  const all = new Holidays(country, state, district).getHolidays(year);
  return all
    .filter(({ type }) => type === "public")
    .flatMap(({ date, start, end }) => {
      const first = dayOfDate(date.slice(0, 10));
      // Some begin the evening before and end in the afternoon: those are days all the same.
      const length = Math.max(1, Math.floor((end.getTime() - start.getTime() + 2 * HOUR) / DAY));
      return Array.from({ length }, (_, days) => first + days);
    });
}
