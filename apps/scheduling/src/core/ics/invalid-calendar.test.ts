import { describe, expect, test } from "@jest/globals";
import { calendar, event, march, problem } from "./busy.testing.js";
import { busyFromIcs } from "./busy-calendar.js";

describe("a calendar that cannot be relied on says why", () => {
  const hour = ["DTSTART:20270310T140000Z", "DURATION:PT1H"];
  test.each([
    ["nothing", "", /^this is not a calendar/],
    ["a web page", "<!doctype html><title>Sign in: now</title>", /^this is not a calendar/],
    ["broken off", calendar(event(...hour)).slice(0, -35), /^line 3: VEVENT has no END/],
    ["broken off between events", "BEGIN:VCALENDAR\nVERSION:2.0", /^line 1: VCALENDAR has no END/],
    ["an event that does not end", "BEGIN:VEVENT", /^line 1: VEVENT has no END/],
    ["an address book", "BEGIN:VCARD\nVERSION:4.0\nEND:VCARD", /^this is not a calendar/],
  ])("%s", (_, text, expected) => {
    expect(problem(text)).toMatch(expected);
  });

  test("too large", () => {
    expect(problem(calendar(event(...hour, `DESCRIPTION:${"x".repeat(10_000_000)}`)))).toBe(
      "the calendar is larger than 10000000 bytes",
    );
    expect(problem(calendar(event(...hour, `DESCRIPTION:${"é".repeat(5_000_000)}`)))).toBe(
      "the calendar is larger than 10000000 bytes",
    );
  });

  test.each([
    "FREQ=MINUTELY",
    "FREQ=SECONDLY",
    "FREQ=HOURLY;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2,3,4,5,6,7,8,9",
    "FREQ=DAILY;COUNT=1000000",
  ])("too many occurrences of %s", (rule) => {
    expect(problem(calendar(event("DTSTART:20270301T000000Z", "DURATION:PT1S", `RRULE:${rule}`)))).toMatch(
      /^line 7: .*more than 20000 occurrences|repeats too often/,
    );
  });

  test("one occurrence too many, each counted once", () => {
    const until = (last: string): string =>
      calendar(event("DTSTART:20270301T000000Z", "DURATION:PT1M", `RRULE:FREQ=MINUTELY;UNTIL=${last}`));
    expect(busyFromIcs(until("20270314T211900Z"), march).busy).toHaveLength(1);
    expect(problem(until("20270314T212000Z"))).toMatch(/more than 20000 occurrences/);
  });

  test("too many occurrences of many series", () => {
    const series = (uid: number): string =>
      event("DTSTART:20270301T000000Z", "DURATION:PT1M", "RRULE:FREQ=MINUTELY;COUNT=3000").replace(
        "UID:1",
        `UID:${uid}`,
      );
    expect(busyFromIcs(calendar(...[1, 2, 3, 4, 5, 6].map(series)), march).busy).toHaveLength(1);
    expect(problem(calendar(...[1, 2, 3, 4, 5, 6, 7].map(series)))).toMatch(/more than 20000 occurrences/);
  });
});
