import { Temporal } from "temporal-polyfill";

/**
 * Whether the text is the name of a time zone in the IANA database, in its own spelling. Offsets such as `+05:00` and
 * abbreviations such as `PST` are not: they know nothing of daylight saving.
 */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Z]/.test(name)) return false;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId === name;
  } catch {
    return false;
  }
}
