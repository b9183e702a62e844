import { describe, expect, test } from "@jest/globals";
import { calendarProblems } from "@coachwork/testing/calendar";
import fc from "fast-check";
import ICAL from "ical.js";
import ical, { type VEvent } from "node-ical";
import { busyFromIcs } from "./busy-calendar.js";
import { writeCalendar } from "./writer.js";
import type { CalendarAttendee, CalendarEvent, CalendarMethod, CalendarPerson } from "./writer-event.js";
import { merge, type Interval } from "../interval.js";

const MINUTE = 60_000;
const at = (time: string): number => Date.parse(`${time}Z`);

const ada: CalendarPerson = { name: "Ada Lovelace", email: "ada@example.com" };
const grace: CalendarAttendee = { name: "Grace", email: "grace@example.com", participation: "NEEDS-ACTION" };
const session: CalendarEvent = {
  uid: "session_0f3a@coachwork",
  sequence: 2,
  stampedAt: at("2027-03-01T08:00:00"),
  startsAt: at("2027-03-10T14:00"),
  endsAt: at("2027-03-10T15:00"),
  timeZone: "America/New_York",
  summary: "Coaching; Ada, Grace",
  description: "First line\nSecond \\ line",
  location: "https://meet.example.com/a,b;c",
  status: "CONFIRMED",
  organizer: ada,
  attendees: [grace],
  lastModified: at("2027-02-28T23:59:59"),
  url: "https://coachwork.example.com/sessions/0f3a?a=1,2;b=3",
};

/** A text as another program reads it, in the words of what was written. */
interface Read {
  readonly method: string | undefined;
  readonly name: string | undefined;
  readonly events: Partial<Record<keyof CalendarEvent, unknown>>[];
}

const mailbox = (address: string): string => address.replace(/^mailto:/i, "");

function byIcalJs(text: string): Read {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const word = (component: ICAL.Component, name: string): string | undefined =>
    (component.getFirstPropertyValue(name) as string | null) ?? undefined;
  const time = (component: ICAL.Component, name: string): number | undefined => {
    const value = component.getFirstPropertyValue(name);
    return value instanceof ICAL.Time ? value.toUnixTime() * 1000 : undefined;
  };
  const person = (property: ICAL.Property): CalendarPerson => ({
    name: property.getFirstParameter("cn"),
    email: mailbox(String(property.getFirstValue())),
  });
  return {
    method: word(calendar, "method"),
    // It knows no type of this property, and so leaves it as it is written.
    name: word(calendar, "x-wr-calname")?.replace(/\\(.)/gs, (_, mark: string) => (mark === "n" ? "\n" : mark)),
    events: calendar.getAllSubcomponents("vevent").map((event) => {
      const [organizer] = event.getAllProperties("organizer").map(person);
      return {
        uid: word(event, "uid"),
        sequence: Number(word(event, "sequence")),
        stampedAt: time(event, "dtstamp"),
        startsAt: time(event, "dtstart"),
        endsAt: time(event, "dtend"),
        recurrenceId: time(event, "recurrence-id"),
        lastModified: time(event, "last-modified"),
        summary: word(event, "summary"),
        description: word(event, "description"),
        location: word(event, "location"),
        status: word(event, "status"),
        url: word(event, "url"),
        organizer,
        attendees: event
          .getAllProperties("attendee")
          .map((each) => ({ ...person(each), participation: each.getFirstParameter("partstat") })),
      };
    }),
  };
}

function byNodeIcal(text: string): Read {
  const read = ical.sync.parseICS(text);
  const calendar = read.vcalendar as unknown as Record<string, string> | undefined;
  type Person = { val: string; params: { CN: string; PARTSTAT: string } };
  const person = ({ val, params }: Person): CalendarPerson => ({
    name: params.CN.replace(/^"(.*)"$/, "$1"),
    email: mailbox(val),
  });
  const plain = (value: unknown): unknown =>
    typeof value === "object" && value !== null ? (value as { val: unknown }).val : value;
  return {
    method: calendar?.["method"],
    name: calendar?.["WR-CALNAME"],
    events: Object.values(read)
      .filter((component): component is VEvent => component?.type === "VEVENT")
      .map((event) => ({
        uid: event.uid,
        sequence: Number(event.sequence),
        stampedAt: event.dtstamp.getTime(),
        startsAt: event.start.getTime(),
        endsAt: event.end!.getTime(),
        recurrenceId: event.recurrenceid?.getTime(),
        lastModified: event.lastmodified?.getTime(),
        summary: plain(event.summary),
        description: plain(event.description),
        location: plain(event.location),
        status: event.status,
        url: plain(event.url),
        organizer: event.organizer === undefined ? undefined : person(event.organizer as Person),
        attendees: [event.attendee ?? []]
          .flat()
          .map((each) => ({ ...person(each as Person), participation: (each as Person).params.PARTSTAT })),
      })),
  };
}

/** What is expected to be read: what was put in, but for what another program need not know. */
const asWritten = ({ timeZone: _, ...event }: CalendarEvent): object => ({
  description: undefined,
  location: undefined,
  organizer: undefined,
  recurrenceId: undefined,
  lastModified: undefined,
  attendees: [],
  ...event,
  url: event.url?.replaceAll(",", "%2C").replaceAll(";", "%3B"),
});

/**
 * The programs, and what of a text and of a person's name is not put to them: node-ical takes a backslash before an n
 * for the end of a line though it is escaped, and looks for ";", ":" and "=" inside of quotes.
 */
const readers = [
  ["ical.js", byIcalJs, { text: /(?!)/g, name: /["\\\s]+/g }],
  ["node-ical", byNodeIcal, { text: /\\+(?=n)/gi, name: /["\\\s;:=]+/g }],
] as const;

describe.each(readers)("%s reads back", (_, read, unfit) => {
  test("a feed", () => {
    const moved = { ...session, uid: "session_2@coachwork", recurrenceId: at("2027-03-15T13:00") };
    const bare: CalendarEvent = {
      uid: "session_3@coachwork",
      sequence: 0,
      stampedAt: session.stampedAt,
      startsAt: at("2027-07-01T08:00"),
      endsAt: at("2027-07-01T08:30"),
      timeZone: "UTC",
      summary: "",
      status: "CANCELLED",
    };
    const text = writeCalendar({ name: "Ada's sessions; 2027, all", events: [session, moved, bare] });
    expect(calendarProblems(text)).toEqual([]);
    expect(read(text)).toEqual({
      method: undefined,
      name: "Ada's sessions; 2027, all",
      events: [session, moved, bare].map(asWritten),
    });
  });

  test.each([
    ["REQUEST", "CONFIRMED"],
    ["CANCEL", "CANCELLED"],
  ] as const)("a message of METHOD:%s", (method, status) => {
    const text = writeCalendar({ method, events: [{ ...session, status }] });
    expect(calendarProblems(text)).toEqual([]);
    expect(read(text)).toEqual({ method, name: undefined, events: [asWritten({ ...session, status })] });
  });

  const zones = fc.constantFrom(
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Europe/Dublin",
    "Pacific/Apia",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Asia/Tokyo",
    "Etc/GMT+5",
    "UTC",
  );
  // Any quarter of an hour in sixteen years, and those around a few changes of the clock.
  const starts = fc.oneof(
    fc.integer({ min: at("2011-06-01T00:00") / MINUTE / 15, max: at("2030-06-01T00:00") / MINUTE / 15 }),
    fc
      .tuple(
        fc.constantFrom(
          "2026-11-01T06:00",
          "2026-04-04T15:00",
          "2026-04-05T03:00",
          "2026-10-29T21:00",
          "2027-10-31T01:00",
        ),
        fc.integer({ min: -12, max: 12 }),
      )
      .map(([time, quarters]) => at(time) / MINUTE / 15 + quarters),
  );
  const word = fc.constantFrom(
    "Coaching",
    "👩🏽‍💻",
    "𝒜",
    "\n",
    ",",
    ";",
    ":",
    "\\",
    "\\n",
    "\\,",
    '"',
    "'",
    " ",
    "=",
    "é",
    "e\u0301",
    "面談の予定についてのとても長い説明がここに続きます",
    "BEGIN:VEVENT",
    "END:VCALENDAR",
    "x".repeat(80),
  );
  const words = (separator: string): fc.Arbitrary<string> =>
    fc.array(word, { minLength: 1, maxLength: 12 }).map((list) => `a${list.join(separator)}z`.replace(unfit.text, ""));
  const names = words(" ").map((name) => name.replace(unfit.name, " "));
  const people = fc.record({ name: names, email: fc.constantFrom("ada@example.com", "a.b+c@xn--bcher-kva.example") });
  const events = fc
    .array(
      fc.record(
        {
          sequence: fc.nat(1000),
          stampedAt: fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }).map((seconds) => seconds * 1000),
          startsAt: starts.map((quarter) => quarter * 15 * MINUTE),
          minutes: fc.integer({ min: 1, max: 240 }),
          timeZone: zones,
          summary: words(""),
          status: fc.constantFrom("CONFIRMED", "TENTATIVE", "CANCELLED"),
          description: words(""),
          location: words(" "),
          organizer: people,
          attendees: fc.array(
            fc.record({
              name: names,
              email: fc.constant("g@example.com"),
              participation: fc.constantFrom("ACCEPTED", "DECLINED"),
            }),
            { maxLength: 3 },
          ),
        },
        { requiredKeys: ["sequence", "stampedAt", "startsAt", "minutes", "timeZone", "summary", "status"] },
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((list) =>
      list.map(({ minutes, ...event }, i): CalendarEvent => {
        const endsAt = event.startsAt + minutes * MINUTE;
        return { uid: `session_${i}@coachwork`, ...event, endsAt };
      }),
    );

  test("whatever is in a feed, and our own reader the busy times", () => {
    fc.assert(
      fc.property(words(""), events, (name, list) => {
        const text = writeCalendar({ name, events: list });
        expect(calendarProblems(text)).toEqual([]);
        expect(read(text)).toEqual({ method: undefined, name, events: list.map(asWritten) });

        const range = { timeZone: "UTC", from: at("2010-01-01T00:00"), to: at("2031-01-01T00:00") };
        const busy = list.filter(({ status }) => status !== "CANCELLED");
        expect(busyFromIcs(text, range)).toEqual(
          merge(busy.map(({ startsAt, endsAt }): Interval => [startsAt, endsAt])),
        );
      }),
      { numRuns: 150 },
    );
  });
});

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
      "TZOFFSETFROM:-0500",
      "TZOFFSETTO:-0400",
      "END:DAYLIGHT",
      "BEGIN:STANDARD",
      "DTSTART:20261101T020000",
      "TZOFFSETFROM:-0400",
      "TZOFFSETTO:-0500",
      "END:STANDARD",
      "BEGIN:DAYLIGHT",
      "DTSTART:20270314T020000",
      "TZOFFSETFROM:-0500",
      "TZOFFSETTO:-0400",
      "END:DAYLIGHT",
      "BEGIN:STANDARD",
      "DTSTART:20271107T020000",
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

  test.each([
    ["Asia/Tokyo", "2027-03-10T14:00", "STANDARD:19700101T090000+0900+0900"],
    ["Asia/Kathmandu", "2027-03-10T14:00", "STANDARD:19700101T054500+0545+0545"],
    [
      "Australia/Lord_Howe",
      "2026-10-03T15:00",
      "DAYLIGHT:20251005T020000+1030+1100 STANDARD:20260405T020000+1100+1030 " +
        "DAYLIGHT:20261004T020000+1030+1100 STANDARD:20270404T020000+1100+1030",
    ],
    [
      "America/Santiago",
      "2027-07-01T12:00",
      "DAYLIGHT:20260906T000000-0400-0300 STANDARD:20270404T000000-0300-0400 DAYLIGHT:20270905T000000-0400-0300",
    ],
    [
      "Pacific/Apia",
      "2011-12-30T09:30",
      "STANDARD:20110402T040000-1000-1100 STANDARD:20110924T030000-1100-1000 " +
        "DAYLIGHT:20111230T000000-1000+1400 STANDARD:20120401T040000+1400+1300",
    ],
  ])("explains %s by its changes", (timeZone, start, expected) => {
    const text = lines({ timeZone, startsAt: at(start), endsAt: at(start) + 3_600_000 }).join("\n");
    const observance = /BEGIN:(\w+)\nDTSTART:(\w+)\nTZOFFSETFROM:(.+)\nTZOFFSETTO:(.+)\n/g;
    const found = [...text.matchAll(observance)].map(([, name, begins, from, to]) => `${name}:${begins}${from}${to}`);
    expect(found.join(" ")).toBe(expected);
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
    ["has a time that is none", { stampedAt: Number.NaN }],
    ["has a time that is none", { endsAt: 1e20 }],
    ["has no fit UID; it must be like session_0f3a@coachwork", { uid: "a\r\nBEGIN:VALARM" }],
    ["has no fit UID", { uid: "" }],
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
    ["is there twice", "REQUEST", [session, session]],
  ])("%s", (expected, method, events) => {
    expect(problem(events, method)).toContain(expected);
  });
});
