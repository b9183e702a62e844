import { expect, test } from "@jest/globals";
import { busyFromIcs } from "./busy-calendar.js";
import { busy, calendar, event, march, warnings } from "./busy.testing.js";
import { parseCalendars } from "./calendar-parser.js";
import { isHistory } from "./history.js";
import { CalendarWarnings } from "./warnings.js";

const over = (...lines: string[]): boolean => {
  const [read] = parseCalendars(calendar(event(...lines)), () => true, new CalendarWarnings());
  return isHistory(read!.components[0]!, march.from);
};

test.each([
  ["it is over", ["DTSTART:20260310T140000Z", "DTEND:20260310T150000Z"]],
  ["it is over in whatever zone", ["DTSTART;TZID=Nowhere:20260310T140000", "DTEND;TZID=Nowhere:20260310T150000"]],
  ["its day is over", ["DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260311"]],
  ["it was two hours long", ["DTSTART:20260310T140000Z", "DURATION:PT2H"]],
  ["its series has ended", ["DTSTART:20200310T140000Z", "DURATION:PT2H", "RRULE:FREQ=DAILY;UNTIL=20260310T140000Z"]],
  ["it changes what is over", ["RECURRENCE-ID:20260309T140000Z", "DTSTART:20260310T140000Z", "DTEND:20260310T150000Z"]],
])("An event is history if %s", (_, lines) => {
  expect(over(...lines)).toBe(true);
});

test.each([
  ["it is of yesterday, somewhere", ["DTSTART:20270227T140000Z", "DTEND:20270227T150000Z"]],
  ["it is not over", ["DTSTART:20260310T140000Z", "DTEND:20270310T150000Z"]],
  ["it was very long", ["DTSTART:20260310T140000Z", "DURATION:P400D"]],
  ["its length says nothing", ["DTSTART:20260310T140000Z", "DURATION:long"]],
  ["its series goes on", ["DTSTART:20200310T140000Z", "DURATION:PT2H", "RRULE:FREQ=DAILY"]],
  ["its series is counted", ["DTSTART:20200310T140000Z", "DURATION:PT2H", "RRULE:FREQ=DAILY;COUNT=9"]],
  ["its series ends later", ["DTSTART:20200310T140000Z", "RRULE:FREQ=DAILY;UNTIL=20270310T140000Z"]],
  ["the last of its series is long", ["DTSTART:20200110", "DTEND:20210110", "RRULE:FREQ=YEARLY;UNTIL=20260310"]],
  ["it has further dates", ["DTSTART:20260310T140000Z", "DURATION:PT2H", "RDATE:20270310T140000Z"]],
  ["it moved what is ahead", ["RECURRENCE-ID:20270309T140000Z", "DTSTART:20260310T140000Z", "DURATION:PT2H"]],
  ["it moved all later ones", ["RECURRENCE-ID;RANGE=THISANDFUTURE:20260309T140000Z", "DTSTART:20260310T140000Z"]],
  ["its end is before its start", ["DTSTART:20260310T140000Z", "DTEND:20260310T130000Z"]],
  ["a line of it cannot be read", ["DTSTART:20260310T140000Z", "DTEND:20260310T150000Z", "#!"]],
  ["its start is written in another way", ["DTSTART:2026-03-10T14:00Z", "DTEND:20260310T150000Z"]],
])("An event is not history if %s", (_, lines) => {
  expect(over(...lines)).toBe(false);
});

test("What is history does not count, is not kept, and may be in a zone that nobody knows", () => {
  const past = event("SUMMARY:Long ago", "DTSTART;TZID=Nowhere:20200310T140000", "DURATION:PT1H");
  const text = calendar(
    ...Array.from({ length: 30_000 }, () => past),
    event("DTSTART:20270310T140000Z", "DURATION:PT1H"),
  );
  expect(busy(text)).toEqual([["2027-03-10T14:00Z", "2027-03-10T15:00Z"]]);
  expect(warnings(text)).toEqual([expect.stringMatching(/^line 6: TZID is no time zone.*; the event is over$/)]);
  expect(busyFromIcs(text, march).kept).not.toMatch(/Nowhere|Long ago/);
});

test("What is kept says the same as all, on the same lines, and nothing of what people wrote", () => {
  const text = calendar(
    "X-WR-CALNAME:SECRET",
    "X-WR-TIMEZONE:Europe/Berlin",
    event(
      "SUMMARY:SECRET\r\n  SECRET",
      "ORGANIZER;CN=SECRET:mailto:SECRET@example.com",
      "ATTENDEE;PARTSTAT=ACCEPTED:mailto:SECRET@example.com",
      "X-SECRET:SECRET",
      "DTSTART:20270310T140000",
      "DURATION:PT1H",
      "RRULE:FREQ=DAILY;COUNT=2",
    ),
    event("DTSTART:20200310T140000Z", "DURATION:PT1H", "SUMMARY:SECRET"),
    event("RECURRENCE-ID:20270311T140000", "DTSTART:20270312T150000", "DTEND:x", "SUMMARY:SECRET"),
  );
  const read = busyFromIcs(text, march);
  const again = busyFromIcs(read.kept, march);
  expect(read.busy).toHaveLength(2);
  expect(read.warnings).toHaveLength(1);
  expect(again).toEqual({ ...read, kept: again.kept });
  expect(read.kept).not.toContain("SECRET");
});
