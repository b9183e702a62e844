import { offsetPeriods, type OffsetPeriod } from "../zone.js";
import { YEAR } from "../lengths.js";

/** Before any session; for a zone whose last change is too long ago to matter. */
const LONG_AGO = 0;

/**
 * The VTIMEZONE (RFC 5545, 3.6.5) of a zone for times in [from, to], in lines without line ends. It lists every change
 * instead of a rule: governments do not decide by rules, and a program that misreads rules can still read a list. Its
 * TZID is the IANA name, which most programs know better than this list.
 */
export function timeZoneLines(timeZone: string, from: number, to: number): string[] {
  const periods = offsetPeriods(timeZone, from - YEAR, to + YEAR);
  const first = periods.findIndex(({ end }) => end > from);
  const last = periods.findLastIndex(({ start }) => start <= to);
  // One more on either side, so that a zone with summer time always shows both halves of its year.
  const observances = periods.flatMap((period, i) =>
    i === first || (i >= first - 1 && i <= last + 1 && period.start !== -Infinity)
      ? observanceLines(period, periods[i - 1], periods[i + 1])
      : [],
  );
  return ["BEGIN:VTIMEZONE", `TZID:${timeZone}`, ...observances, "END:VTIMEZONE"];
}

function observanceLines(
  { start, offset }: OffsetPeriod,
  before: OffsetPeriod | undefined,
  after: OffsetPeriod | undefined,
): string[] {
  const offsetBefore = before?.offset ?? offset;
  // The clock is forward for part of a year. No program's arithmetic depends on the name, but people may see it.
  const isForward = offset > offsetBefore && after !== undefined && offset > after.offset && after.start - start < YEAR;
  const name = isForward ? "DAYLIGHT" : "STANDARD";
  return [
    `BEGIN:${name}`,
    // What the clock would have shown then without the change.
    `DTSTART:${wallText((start === -Infinity ? LONG_AGO : start) + offsetBefore)}`,
    `TZOFFSETFROM:${offsetText(offsetBefore)}`,
    `TZOFFSETTO:${offsetText(offset)}`,
    `END:${name}`,
  ];
}

function wallText(wall: number): string {
  return new Date(wall).toISOString().replace(/[-:]|\.\d+Z$/g, "");
}

/** An offset as +0530; with seconds if the zone had them, as all had before they were standardized. */
function offsetText(offset: number): string {
  const seconds = Math.abs(offset) / 1000;
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const written = parts.map((part) => String(part).padStart(2, "0")).join("");
  return (offset < 0 ? "-" : "+") + written.replace(/^(\d{4})00$/, "$1");
}
