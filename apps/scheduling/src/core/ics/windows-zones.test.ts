import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { Temporal } from "temporal-polyfill";
import { busyFromIcs } from "./busy-calendar.js";

/** Every name of a zone in Windows, and the IANA zone that it stands for where no country is said (Unicode CLDR, windowsZones). */
const zones = Object.entries(
  JSON.parse(readFileSync(new URL("./fixtures/windows-zones.json", import.meta.url), "utf8")) as Record<string, string>,
);
const year = { from: Date.parse("2027-01-01T00:00Z"), to: Date.parse("2028-01-01T00:00Z") };

/** When an event at 12:00 on the clock of a zone starts; nothing else in the calendar says what the zone is. */
function noonIn(tzid: string, day: string): number {
  const event = [`DTSTART;TZID=${tzid}:${day.replaceAll("-", "")}T120000`, "DURATION:PT1H"];
  const text = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", ...event, "END:VEVENT", "END:VCALENDAR"].join("\r\n");
  return busyFromIcs(text, { timeZone: "Pacific/Kiritimati", ...year }).busy[0]![0];
}

test.each(zones)("Windows' %s is %s, in winter and in summer", (name, zone) => {
  for (const day of ["2027-01-15", "2027-07-15"]) {
    const noon = Temporal.PlainDateTime.from(`${day}T12:00`).toZonedDateTime(zone).epochMilliseconds;
    expect([noonIn(name, day), noonIn(`"${name}"`, day)]).toEqual([noon, noon]);
  }
});

test("There are as many as Unicode lists", () => {
  expect(zones).toHaveLength(139);
});

test.each(["UTC+15", "UTC-5", "UTC+9:30", "UTC+12 or so"])(
  "What Windows does not have is not guessed, and the day is busy: %s",
  (name) => {
    const midnight = Temporal.ZonedDateTime.from("2027-01-15T00:00[Pacific/Kiritimati]").epochMilliseconds;
    expect(noonIn(name, "2027-01-15")).toBe(midnight);
  },
);
