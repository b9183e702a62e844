import { Temporal } from "temporal-polyfill";

/** Names that are known to be right; there are a few hundred. To look one up takes long for a roster of thousands. */
const known = new Set<string>();

/**
 * Whether the text is the name of a time zone in the IANA database, in its own spelling. Offsets such as `+05:00` and
 * abbreviations such as `PST` are not: they know nothing of daylight saving.
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
