import { describe, expect, test } from "@jest/globals";
import { calendarProblems } from "@coachwork/testing/calendar";
import { at, grace, session } from "./session.testing.js";
import { writeCalendar } from "./writer.js";
import type { CalendarEvent, CalendarMethod } from "./writer-event.js";

describe("a calendar", () => {
  const lines = (event: Partial<CalendarEvent>): string[] =>
    writeCalendar({ events: [{ ...session, ...event }] })
      .replaceAll("\r\n ", "")
      .split("\r\n");

  test("is the text that it should be", () => {
    expect(lines({ recurrenceId: at("2027-03-17T13:00") })).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Coachwork//Coachwork//EN",
      "BEGIN:VTIMEZONE",
      "TZID:America/New_York",
      "BEGIN:DAYLIGHT",
      "DTSTART:20260308T020000",
      "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
      "TZOFFSETFROM:-0500",
      "TZOFFSETTO:-0400",
      "END:DAYLIGHT",
      "BEGIN:STANDARD",
      "DTSTART:20261101T020000",
      "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
      "TZOFFSETFROM:-0400",
      "TZOFFSETTO:-0500",
      "END:STANDARD",
      "END:VTIMEZONE",
      "BEGIN:VEVENT",
      "UID:session_0f3a@coachwork",
      "SEQUENCE:2",
      "DTSTAMP:20270301T080000Z",
      "DTSTART;TZID=America/New_York:20270310T090000",
      "DTEND;TZID=America/New_York:20270310T100000",
      "RECURRENCE-ID;TZID=America/New_York:20270317T090000",
      "SUMMARY:Coaching\\; Ada\\, Grace",
      "LOCATION:https://meet.example.com/a\\,b\\;c",
      "DESCRIPTION:First line\\nSecond \\\\ line",
      'ORGANIZER;CN="Ada Lovelace":mailto:ada@example.com',
      'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="Grace":MAILTO:grace@example.com',
      "URL;VALUE=URI:https://coachwork.example.com/sessions/0f3a?a=1%2C2%3Bb=3",
      "STATUS:CONFIRMED",
      "LAST-MODIFIED:20270228T235959Z",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ]);
  });

  test("is the same text whenever it is written", () => {
    const calendar = { name: "Ada", events: [session] };
    expect(writeCalendar(calendar)).toBe(writeCalendar(calendar));
  });

  test("without events is one still", () => {
    expect(calendarProblems(writeCalendar({ name: "Ada", events: [] }))).toEqual([]);
  });

  test("folds long Japanese lines between characters", () => {
    const summary = "面談".repeat(60);
    const text = writeCalendar({ events: [{ ...session, summary }] });
    expect(calendarProblems(text)).toEqual([]);
    expect(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75 && !line.includes("\uFFFD"))).toBe(true);
    expect(text.replaceAll("\r\n ", "")).toContain(`\r\nSUMMARY:${summary}\r\n`);
  });

  test("leaves out what no text may hold", () => {
    expect(lines({ summary: "a\u0000b\u0007c\u0085\uD83Dd\r\ne\tf" })).toContain("SUMMARY:abc\uFFFDd\\ne\tf");
    expect(lines({ organizer: { name: ' "Ada"\r\nBCC:x ', email: "ada@example.com" } })).toContain(
      `ORGANIZER;CN="'Ada' BCC:x":mailto:ada@example.com`,
    );
    expect(lines({ organizer: { name: "", email: "ada@example.com" } })).toContain(
      'ORGANIZER;CN="ada@example.com":mailto:ada@example.com',
    );
  });

  test.each([
    ["start", { startsAt: at("2026-11-01T05:30"), endsAt: at("2026-11-01T07:30") }],
    ["start, the second", { startsAt: at("2026-11-01T06:30"), endsAt: at("2026-11-01T07:30") }],
    ["end", { startsAt: at("2026-11-01T04:45"), endsAt: at("2026-11-01T05:15") }],
    ["original start", { recurrenceId: at("2026-11-01T06:30") }],
  ])("tells a %s that the clock shows twice in UTC", (_, times) => {
    const written = lines(times).filter((line) => /^(DTSTART|DTEND|RECURRENCE-ID|BEGIN:VTIMEZONE)/.test(line));
    for (const line of written) expect(line).toMatch(/^[A-Z-]+:\d{8}T\d{6}Z$/);
  });
});

describe("what cannot be written is refused:", () => {
  const problem = (events: readonly CalendarEvent[], method?: CalendarMethod): string => {
    try {
      writeCalendar({ events, ...(method && { method }) });
    } catch (error) {
      if (error instanceof RangeError) return error.message;
      throw error;
    }
    return "it was written";
  };

  test.each<[string, Partial<CalendarEvent>]>([
    ["ends at 2027-03-10T14:00:00.000Z and starts at 2027-03-10T14:00:00.000Z", { endsAt: session.startsAt }],
    ["its end must be later", { endsAt: session.startsAt + 999 }],
    ["its end must be later", { endsAt: session.startsAt - 3_600_000 }],
    ["has an invalid time", { stampedAt: Number.NaN }],
    ["has an invalid time", { endsAt: 1e20 }],
    ["has an unsuitable UID; it must be like session_0f3a@coachwork", { uid: "a\r\nBEGIN:VALARM" }],
    ["has an unsuitable UID", { uid: "" }],
    ["has SEQUENCE -1; it must be 0, 1, 2", { sequence: -1 }],
    ['has the zone "PST"; it must be an IANA name', { timeZone: "PST" }],
    ['has the address "ada"; it must be like ada@example.com', { organizer: { name: "Ada", email: "ada" } }],
    ['has the address "a,b@example.com"', { attendees: [{ ...grace, email: "a,b@example.com" }] }],
    ['has the URL "javascript:alert(1)"; it must be an http', { url: "javascript:alert(1)" }],
    ['has the URL "here"', { url: "here" }],
  ])("%s", (expected, event) => {
    expect(problem([{ ...session, ...event }])).toContain(expected);
  });

  test.each<[string, CalendarMethod, readonly CalendarEvent[]]>([
    ["has no organizer; METHOD:REQUEST needs one", "REQUEST", [{ ...session, organizer: undefined }]],
    ["has no attendee; METHOD:REQUEST needs one", "REQUEST", [{ ...session, attendees: [] }]],
    ["is cancelled; that needs METHOD:CANCEL", "REQUEST", [{ ...session, status: "CANCELLED" }]],
    ["is CONFIRMED; METHOD:CANCEL needs CANCELLED", "CANCEL", [session]],
    ["has attendees; METHOD:PUBLISH must have none", "PUBLISH", [session]],
    ["each UID needs a message of its own", "REQUEST", [session, { ...session, uid: "session_2@coachwork" }]],
    ["is listed twice", "REQUEST", [session, session]],
  ])("%s", (expected, method, events) => {
    expect(problem(events, method)).toContain(expected);
  });
});
