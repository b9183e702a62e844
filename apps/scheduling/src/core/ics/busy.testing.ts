import { busyFromIcs, InvalidCalendar } from "./busy-calendar.js";
import type { Interval } from "../interval.js";

export const shown = (intervals: readonly Interval[]): string[][] =>
  intervals.map((interval) => interval.map((instant) => `${new Date(instant).toISOString().slice(0, 16)}Z`));

export const calendar = (...lines: string[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
export const event = (...lines: string[]): string => ["BEGIN:VEVENT", "UID:1", ...lines, "END:VEVENT"].join("\r\n");

export const march = {
  timeZone: "America/New_York",
  from: Date.parse("2027-03-01T00:00Z"),
  to: Date.parse("2027-04-01T00:00Z"),
};
export const busy = (text: string, asked = march): string[][] => shown(busyFromIcs(text, asked).busy);
export const warnings = (text: string, asked = march): string[] =>
  busyFromIcs(text, asked).warnings.map(({ line, problem: what }) => `line ${line}: ${what}`);
export const problem = (text: string, asked = march): string => {
  try {
    busyFromIcs(text, asked);
  } catch (error) {
    if (error instanceof InvalidCalendar) return error.message;
    throw error;
  }
  return "it was read";
};
