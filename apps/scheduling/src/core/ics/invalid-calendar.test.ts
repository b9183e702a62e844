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
    [
      "nested wrongly",
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR",
      /^line 3: END:VCALENDAR, but VEVENT of line 2 is open/,
    ],
    ["ended twice", `${calendar()}END:VCALENDAR`, /^line 4: END:VCALENDAR, but nothing is open/],
    ["an event outside", "BEGIN:VEVENT", /^line 1: BEGIN:VEVENT outside of a VCALENDAR/],
    ["no start", calendar(event("SUMMARY:x")), /^line 3: VEVENT has no DTSTART/],
    ["a start that is none", calendar(event("DTSTART:next Tuesday")), /^line 5: DTSTART is "next Tuesday"/],
    ["a day that is none", calendar(event("DTSTART;VALUE=DATE:20270230")), /^line 5: DTSTART is "20270230"/],
    ["an hour that is none", calendar(event("DTSTART:20270310T250000Z")), /^line 5: DTSTART is/],
    [
      "an end before the start",
      calendar(event("DTSTART:20270310T140000Z", "DTEND:20270310T130000Z")),
      /^line 6: DTEND "20270310T130000Z" is before DTSTART/,
    ],
    [
      "a length that is none",
      calendar(event("DTSTART:20270310T140000Z", "DURATION:1 hour")),
      /^line 6: DURATION is "1 hour"/,
    ],
    [
      "a negative length",
      calendar(event("DTSTART:20270310T140000Z", "DURATION:-PT1H")),
      /^line 6: DURATION "-PT1H" is negative/,
    ],
    [
      "a rule that is none",
      calendar(event(...hour, "RRULE:FREQ=OFTEN")),
      /^line 7: RRULE "FREQ=OFTEN" cannot be expanded/,
    ],
    [
      "a rule without a frequency",
      calendar(event(...hour, "RRULE:BYDAY=MO")),
      /^line 7: RRULE is "BYDAY=MO"; it must have a FREQ/,
    ],
    ["a weekday that is none", calendar(event(...hour, "RRULE:FREQ=WEEKLY;BYDAY=XX")), /^line 7: RRULE/],
    [
      "an end of a rule that is none",
      calendar(event(...hour, "RRULE:FREQ=DAILY;UNTIL=never")),
      /^line 7: UNTIL is "NEVER"/,
    ],
    ["a count that is none", calendar(event(...hour, "RRULE:FREQ=DAILY;COUNT=many")), /^line 7: RRULE has COUNT=MANY/],
    ["an exception that is none", calendar(event(...hour, "RRULE:FREQ=DAILY", "EXDATE:x")), /^line 8: EXDATE is "x"/],
    [
      "a change to all that follow",
      calendar(event("RECURRENCE-ID;RANGE=THISANDFUTURE:20270310T140000Z", ...hour)),
      /^line 5: RECURRENCE-ID has a RANGE/,
    ],
  ])("%s", (_, text, expected) => {
    expect(problem(text)).toMatch(expected);
  });

  test("too large", () => {
    expect(problem(calendar(event(...hour, `DESCRIPTION:${"x".repeat(1_000_000)}`)))).toBe(
      "the calendar is larger than 1000000 bytes",
    );
    expect(problem(calendar(event(...hour, `DESCRIPTION:${"é".repeat(500_000)}`)))).toBe(
      "the calendar is larger than 1000000 bytes",
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
    expect(busyFromIcs(until("20270314T211900Z"), march)).toHaveLength(1);
    expect(problem(until("20270314T212000Z"))).toMatch(/more than 20000 occurrences/);
  });

  test("too many occurrences of many series", () => {
    const series = (uid: number): string =>
      event("DTSTART:20270301T000000Z", "DURATION:PT1M", "RRULE:FREQ=MINUTELY;COUNT=3000").replace(
        "UID:1",
        `UID:${uid}`,
      );
    expect(busyFromIcs(calendar(...[1, 2, 3, 4, 5, 6].map(series)), march)).toHaveLength(1);
    expect(problem(calendar(...[1, 2, 3, 4, 5, 6, 7].map(series)))).toMatch(/more than 20000 occurrences/);
  });
});
