import { describe, expect, test } from "@jest/globals";
import { calendarProblems } from "@coachwork/testing/calendar";
import fc from "fast-check";
import ICAL from "ical.js";
import ical, { type VEvent } from "node-ical";
import { busyFromIcs } from "./busy-calendar.js";
import { writeCalendar } from "./writer.js";
import type { CalendarEvent, CalendarPerson } from "./writer-event.js";
import { merge, type Interval } from "../interval.js";
import { at, session } from "./session.testing.js";

const MINUTE = 60_000;

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
        const found = busyFromIcs(text, range);
        expect(merge(found.ours.flatMap((each) => each.busy))).toEqual(
          merge(busy.map(({ startsAt, endsAt }): Interval => [startsAt, endsAt])),
        );
      }),
      { numRuns: 150 },
    );
  });
});
