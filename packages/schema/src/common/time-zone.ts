import { Temporal } from "temporal-polyfill";

/** Names already found valid, a few hundred at most. Looking up each name again is slow for a roster of thousands. */
const known = new Set<string>();

/**
 * Whether the text is the name of an IANA time zone in its exact spelling. Offsets such as `+05:00` and abbreviations
 * such as `PST` are not valid, because they ignore daylight saving.
 */
export function isTimeZone(name: string): boolean {
  if (known.has(name)) return true;
  if (!isFound(name)) return false;
  known.add(name);
  return true;
}

function isFound(name: string): boolean {
  if (!/^[A-Z]/.test(name)) return false;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId === name;
  } catch {
    return false;
  }
}
