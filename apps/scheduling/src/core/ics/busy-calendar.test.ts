import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { busyFromIcs, InvalidCalendar } from "./busy-calendar.js";
import type { Interval } from "../interval.js";

const fixture = (name: string): string => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
const shown = (intervals: readonly Interval[]): string[][] =>
  intervals.map((interval) => interval.map((instant) => `${new Date(instant).toISOString().slice(0, 16)}Z`));

const calendar = (...lines: string[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
const event = (...lines: string[]): string => ["BEGIN:VEVENT", "UID:1", ...lines, "END:VEVENT"].join("\r\n");

const march = {
  timeZone: "America/New_York",
  from: Date.parse("2027-03-01T00:00Z"),
  to: Date.parse("2027-04-01T00:00Z"),
};
const busy = (text: string, asked = march): string[][] => shown(busyFromIcs(text, asked));
const problem = (text: string, asked = march): string => {
  try {
    busyFromIcs(text, asked);
  } catch (error) {
    if (error instanceof InvalidCalendar) return error.message;
    throw error;
  }
  return "it was read";
};

test("a coach's calendar says when the coach is busy", () => {
  const { time_zone, from, to, busy: expected } = JSON.parse(fixture("coach-busy.expected.json"));
  const asked = { timeZone: time_zone, from: Date.parse(from), to: Date.parse(to) };
  expect(busy(fixture("coach-busy.ics"), asked)).toEqual(expected);
  expect(busy(fixture("coach-busy.ics").replaceAll("\r\n", "\n"), asked)).toEqual(expected);
});

describe("an event", () => {
  test.each([
    ["in UTC", ["DTSTART:20270310T140000Z", "DTEND:20270310T150000Z"], [["2027-03-10T14:00Z", "2027-03-10T15:00Z"]]],
    [
      "that floats is on the clock of the reader",
      ["DTSTART:20270310T140000", "DTEND:20270310T150000"],
      [["2027-03-10T19:00Z", "2027-03-10T20:00Z"]],
    ],
    [
      "of a day that is 23 hours long",
      ["DTSTART;VALUE=DATE:20270314", "DTEND;VALUE=DATE:20270315"],
      [["2027-03-14T05:00Z", "2027-03-15T04:00Z"]],
    ],
    ["of a day without an end", ["DTSTART;VALUE=DATE:20270310"], [["2027-03-10T05:00Z", "2027-03-11T05:00Z"]]],
    ["of three days", ["DTSTART;VALUE=DATE:20270312", "DURATION:P3D"], [["2027-03-12T05:00Z", "2027-03-15T04:00Z"]]],
    [
      "at the first of two ambiguous times",
      ["DTSTART;TZID=Europe/London:20261025T013000", "DURATION:PT30M"],
      [["2026-10-25T00:30Z", "2026-10-25T01:00Z"]],
    ],
    [
      "that ends at the second of two",
      ["DTSTART;TZID=Europe/London:20261025T014500", "DTEND;TZID=Europe/London:20261025T011500"],
      [["2026-10-25T00:45Z", "2026-10-25T01:15Z"]],
    ],
    [
      "at a time that does not exist",
      ["DTSTART;TZID=America/New_York:20270314T023000", "DURATION:PT1H"],
      [["2027-03-14T07:30Z", "2027-03-14T08:30Z"]],
    ],
    [
      "a nominal day long",
      ["DTSTART;TZID=America/New_York:20270313T120000", "DURATION:P1D"],
      [["2027-03-13T17:00Z", "2027-03-14T16:00Z"]],
    ],
    ["that is transparent", ["DTSTART:20270310T140000Z", "DTEND:20270310T150000Z", "TRANSP:transparent"], []],
    ["that is cancelled", ["DTSTART:20270310T140000Z", "DTEND:20270310T150000Z", "STATUS:CANCELLED"], []],
    [
      "that is tentative",
      ["DTSTART:20270310T140000Z", "DTEND:20270310T150000Z", "STATUS:TENTATIVE"],
      [["2027-03-10T14:00Z", "2027-03-10T15:00Z"]],
    ],
    ["without a length", ["DTSTART:20270310T140000Z"], []],
    [
      "with an alarm, whose times are not its own",
      ["DTSTART:20270310T140000Z", "DURATION:PT1H", "BEGIN:VALARM", "TRIGGER:-PT15M", "DURATION:PT5H", "END:VALARM"],
      [["2027-03-10T14:00Z", "2027-03-10T15:00Z"]],
    ],
  ])("%s", (_, lines, expected) => {
    const year = { ...march, from: Date.parse("2026-06-01T00:00Z") };
    expect(busy(calendar(event(...lines)), year)).toEqual(expected);
  });

  test("is given whole when it is partly in the range, and not at all when it only touches it", () => {
    const text = calendar(event("DTSTART:20270310T140000Z", "DTEND:20270310T150000Z"));
    const at = (time: string): number => Date.parse(`2027-03-10T${time}Z`);
    expect(busy(text, { ...march, from: at("14:30"), to: at("14:31") })).toEqual([
      ["2027-03-10T14:00Z", "2027-03-10T15:00Z"],
    ]);
    expect(busy(text, { ...march, from: at("15:00"), to: at("16:00") })).toEqual([]);
    expect(busy(text, { ...march, from: at("13:00"), to: at("14:00") })).toEqual([]);
  });

  test("counts in its latest version", () => {
    const version = (sequence: number, hour: string): string =>
      event(`SEQUENCE:${sequence}`, `DTSTART:20270310T${hour}0000Z`, "DURATION:PT1H");
    expect(busy(calendar(version(2, "14"), version(1, "16")))).toEqual([["2027-03-10T14:00Z", "2027-03-10T15:00Z"]]);
    expect(busy(calendar(version(1, "14"), version(1, "16")))).toEqual([["2027-03-10T16:00Z", "2027-03-10T17:00Z"]]);
  });

  test("does not count in a message that cancels it", () => {
    expect(busy(calendar("METHOD:CANCEL", event("DTSTART:20270310T140000Z", "DURATION:PT1H")))).toEqual([]);
  });
});

describe("a series", () => {
  const starts = (...lines: string[]): string[] =>
    busy(calendar(event("DURATION:PT30M", ...lines))).map(([start]) => start!.slice(5));

  test.each([
    [
      "stays on its wall clock over a change",
      ["DTSTART;TZID=America/New_York:20270313T090000", "RRULE:FREQ=DAILY;COUNT=3"],
      ["03-13T14:00Z", "03-14T13:00Z", "03-15T13:00Z"],
    ],
    [
      "that floats does so too",
      ["DTSTART:20270313T090000", "RRULE:FREQ=DAILY;COUNT=3"],
      ["03-13T14:00Z", "03-14T13:00Z", "03-15T13:00Z"],
    ],
    [
      "in UTC does not",
      ["DTSTART:20270313T090000Z", "RRULE:FREQ=DAILY;COUNT=3"],
      ["03-13T09:00Z", "03-14T09:00Z", "03-15T09:00Z"],
    ],
    [
      "leaves out a time that does not exist, and does not count it",
      ["DTSTART;TZID=America/New_York:20270313T023000", "RRULE:FREQ=DAILY;COUNT=3"],
      ["03-13T07:30Z", "03-15T06:30Z", "03-16T06:30Z"],
    ],
    [
      "goes on at its own time when its first time does not exist, and is busy then as an event alone would be",
      ["DTSTART;TZID=America/New_York:20270314T023000", "RRULE:FREQ=DAILY;UNTIL=20270316T235959Z"],
      ["03-14T07:30Z", "03-15T06:30Z", "03-16T06:30Z"],
    ],
    [
      "begins when it says, although its rule does not",
      ["DTSTART:20270303T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3"],
      ["03-03T09:00Z", "03-09T09:00Z", "03-16T09:00Z", "03-23T09:00Z"],
    ],
    [
      "leaves out a beginning that is excepted, although its rule has none then",
      ["DTSTART:20270303T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=1", "EXDATE:20270303T090000Z"],
      ["03-09T09:00Z"],
    ],
    [
      "begins when it says, although its rule was over by then",
      ["DTSTART:20270303T090000Z", "RRULE:FREQ=DAILY;UNTIL=20270301T000000Z"],
      ["03-03T09:00Z"],
    ],
    [
      "ends on a day, that day included",
      ["DTSTART;TZID=America/New_York:20270301T200000", "RRULE:FREQ=WEEKLY;UNTIL=20270308"],
      ["03-02T01:00Z", "03-09T01:00Z"],
    ],
    [
      "ends at a local time",
      ["DTSTART;TZID=America/New_York:20270301T200000", "RRULE:FREQ=WEEKLY;UNTIL=20270308T195959"],
      ["03-02T01:00Z"],
    ],
    [
      "may say its count first",
      ["DTSTART:20270301T090000Z", "RRULE:COUNT=2;FREQ=WEEKLY"],
      ["03-01T09:00Z", "03-08T09:00Z"],
    ],
    ["began long ago", ["DTSTART:19990301T090000Z", "RRULE:FREQ=MONTHLY;BYDAY=-1FR"], ["03-26T09:00Z"]],
    [
      "never ends, as others write it",
      ["DTSTART:20270301T090000Z", "RRULE:FREQ=MONTHLY;UNTIL=99991231T235959Z", "EXDATE:"],
      ["03-01T09:00Z"],
    ],
    ["is over", ["DTSTART:19990301T090000Z", "RRULE:FREQ=DAILY;COUNT=100"], []],
    [
      "has dates of its own",
      [
        "DTSTART:20270301T090000Z",
        "RDATE:20270303T100000Z,20270304T110000Z",
        "RDATE;VALUE=PERIOD:20270305T120000Z/PT2H",
      ],
      ["03-01T09:00Z", "03-03T10:00Z", "03-04T11:00Z", "03-05T12:00Z"],
    ],
    [
      "leaves out what it excepts, however that is written",
      [
        "DTSTART;TZID=America/New_York:20270301T090000",
        "RRULE:FREQ=DAILY;COUNT=5",
        "EXDATE:20270301T140000Z,20270302T090000",
        "EXDATE;VALUE=DATE:20270303",
        "EXDATE;TZID=America/Chicago:20270304T080000",
      ],
      ["03-05T14:00Z"],
    ],
    [
      "in a zone without changes",
      ["DTSTART;TZID=/x/Etc/GMT-5:20270301T020000", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2"],
      ["03-07T21:00Z"],
    ],
  ])("%s", (_, lines, expected) => {
    expect(starts(...lines)).toEqual(expected);
  });

  test("that starts at the first of two ambiguous times goes on from there", () => {
    const text = calendar(
      event("DTSTART;TZID=America/New_York:20261101T013000", "DURATION:PT1M", "RRULE:FREQ=DAILY;COUNT=2"),
    );
    expect(busy(text, { ...march, from: Date.parse("2026-10-31T00:00Z") }).map(([start]) => start)).toEqual([
      "2026-11-01T05:30Z",
      "2026-11-02T06:30Z",
    ]);
  });

  test("of whole days is on the days of the reader", () => {
    const text = calendar(
      event("DTSTART;VALUE=DATE:20270313", "RRULE:FREQ=DAILY;UNTIL=20270316", "EXDATE;VALUE=DATE:20270315"),
    );
    const expected = [
      ["2027-03-13T05:00Z", "2027-03-15T04:00Z"],
      ["2027-03-16T04:00Z", "2027-03-17T04:00Z"],
    ];
    expect(busy(text)).toEqual(expected);
    expect(busy(text.replace("20270316", "20270316T040000Z"))).toEqual(expected);
    expect(busy(text.replace(";VALUE=DATE:20270315", ":20270315T000000"))).toEqual(expected);
  });

  test("is found by an occurrence that began before the range", () => {
    const text = calendar(event("DTSTART:20270227T000000Z", "DURATION:P5D", "RRULE:FREQ=MONTHLY"));
    expect(busy(text)).toEqual([
      ["2027-02-27T00:00Z", "2027-03-04T00:00Z"],
      ["2027-03-27T00:00Z", "2027-04-01T00:00Z"],
    ]);
  });

  describe("with a changed occurrence", () => {
    const weekly = ["DTSTART;TZID=America/New_York:20270301T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"];
    const change = (...lines: string[]): string[][] =>
      busy(calendar(event("RECURRENCE-ID;TZID=America/New_York:20270308T090000", ...lines), event(...weekly)));
    const first = ["2027-03-01T14:00Z", "2027-03-01T15:00Z"];
    const last = ["2027-03-15T13:00Z", "2027-03-15T14:00Z"];

    test("is where that was moved to, and no longer where it was", () => {
      expect(change("DTSTART:20270309T100000Z", "DURATION:PT2H")).toEqual([
        first,
        ["2027-03-09T10:00Z", "2027-03-09T12:00Z"],
        last,
      ]);
    });

    test("is free where that was cancelled", () => {
      expect(change("DTSTART:20270308T140000Z", "STATUS:CANCELLED")).toEqual([first, last]);
    });

    test("is free where that was made transparent", () => {
      expect(change("DTSTART:20270308T140000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT")).toEqual([first, last]);
    });

    test("takes it in although it came from outside of the range", () => {
      const text = calendar(
        event("DTSTART:20270101T090000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY"),
        event("RECURRENCE-ID:20280101T090000Z", "DTSTART:20270302T090000Z", "DURATION:PT1H"),
      );
      expect(busy(text)).toEqual([["2027-03-02T09:00Z", "2027-03-02T10:00Z"]]);
    });
  });
});

describe("a zone", () => {
  const meeting = (tzid: string, ...rules: string[]): string[][] =>
    busy(
      calendar(
        ...rules,
        event(`DTSTART;TZID=${tzid}:20270302T090000`, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;INTERVAL=4"),
      ),
    );
  const rules = (tzid: string): string[] => [
    "BEGIN:VTIMEZONE",
    `TZID:${tzid}`,
    "BEGIN:STANDARD",
    "DTSTART:16010101T030000",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:16010101T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
  ];
  const berlin = [
    ["2027-03-02T08:00Z", "2027-03-02T09:00Z"],
    ["2027-03-30T07:00Z", "2027-03-30T08:00Z"],
  ];

  test.each([
    "Europe/Berlin",
    "europe/berlin",
    '"Europe/Berlin"',
    "/mozilla.org/20050126_1/Europe/Berlin",
    "W. Europe Standard Time",
    '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"',
    "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
  ])("may be called %s", (tzid) => {
    expect(meeting(tzid)).toEqual(berlin);
  });

  test.each(["Customized Time Zone", "tzone://Microsoft/Custom", "Our Office"])(
    "called %s is what the calendar says it is",
    (tzid) => {
      expect(meeting(tzid, ...rules(tzid))).toEqual(berlin);
    },
  );

  test("may be an offset that never changes", () => {
    const fixed = [
      "BEGIN:VTIMEZONE",
      "TZID:Ours",
      "BEGIN:STANDARD",
      "DTSTART:19700101T000000",
      "TZOFFSETFROM:+0545",
      "TZOFFSETTO:+0545",
      "END:STANDARD",
      "END:VTIMEZONE",
    ];
    const mondays = event(
      "DTSTART;TZID=Ours:20270301T020000",
      "DURATION:PT1H",
      "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3",
      "EXDATE:20270308T020000",
    );
    expect(busy(calendar(...fixed, mondays), { ...march, from: Date.parse("2027-02-01T00:00Z") })).toEqual([
      ["2027-02-28T20:15Z", "2027-02-28T21:15Z"],
      ["2027-03-14T20:15Z", "2027-03-14T21:15Z"],
    ]);
  });

  test("is UTC as Microsoft calls it", () => {
    expect(meeting("tzone://Microsoft/Utc")[0]).toEqual(["2027-03-02T09:00Z", "2027-03-02T10:00Z"]);
  });

  test("of the calendar is not that of a floating time", () => {
    expect(busy(calendar(...rules("Europe/Berlin"), event("DTSTART:20270310T090000", "DURATION:PT1H")))).toEqual([
      ["2027-03-10T14:00Z", "2027-03-10T15:00Z"],
    ]);
  });

  test.each(["Europe/Londres", "Nowhere Standard Time", "Customized Time Zone"])(
    "that nothing explains is refused: %s",
    (tzid) => {
      expect(() => meeting(tzid)).toThrow(`line 5: TZID "${tzid}" is no time zone that is known`);
    },
  );

  test("of the reader must be known", () => {
    expect(() => busyFromIcs(calendar(), { ...march, timeZone: "Europe/Londres" })).toThrow(RangeError);
  });
});

test("published busy periods are busy", () => {
  const text = calendar(
    "BEGIN:VFREEBUSY",
    "FREEBUSY:20270310T140000Z/20270310T150000Z,20270311T140000Z/PT30M",
    "FREEBUSY;FBTYPE=FREE:20270312T140000Z/PT1H",
    "END:VFREEBUSY",
  );
  expect(busy(text)).toEqual([
    ["2027-03-10T14:00Z", "2027-03-10T15:00Z"],
    ["2027-03-11T14:00Z", "2027-03-11T14:30Z"],
  ]);
});

describe("a calendar that cannot be relied on says why", () => {
  const hour = ["DTSTART:20270310T140000Z", "DURATION:PT1H"];
  test.each([
    ["nothing", "", /^this is no calendar/],
    ["a web page", "<!doctype html><title>Sign in: now</title>", /^this is no calendar/],
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

describe("a calendar that others can read can be read", () => {
  const one = event("DTSTART:20270310T140000Z", "DURATION:PT1H");
  const expected = [["2027-03-10T14:00Z", "2027-03-10T15:00Z"]];

  test.each([
    ["with a byte order mark", `\uFEFF${calendar(one)}`],
    ["with lines that are none", calendar("and so on", "", one.replace("UID:1", "UID:1\r\nno property"))],
    ["in lower case", calendar(one).toLowerCase().replaceAll("t140000z", "T140000Z").replace("pt1h", "PT1H")],
    ["folded anywhere", calendar(one).replace("DTSTART", "DTS\r\n TART").replace("PT1H", "P\r\n\tT1H")],
    ["of two calendars in one file", `${calendar()}${calendar(one)}`],
    [
      "with tasks and notes",
      calendar("BEGIN:VTODO", "UID:2", "DTSTART:20270311T140000Z", "DUE:20270312T140000Z", "END:VTODO", one),
    ],
  ])("%s", (_, text) => {
    expect(busy(text)).toEqual(expected);
  });

  test("whatever a person writes into it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (summary) => {
        const escaped = summary
          .replace(/\\/g, "\\\\")
          .replace(/[\r\n]/g, "\\n")
          .replace(/([,;])/g, "\\$1");
        expect(busy(calendar(one.replace("UID:1", `UID:1\r\nSUMMARY:${escaped}`)))).toEqual(expected);
      }),
    );
  });
});

test("a daily or weekly series is where a calendar counted day by day has it", () => {
  const zones = fc.constantFrom(
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Kolkata",
  );
  const first = fc.integer({ min: -500, max: 40 });
  fc.assert(
    fc.property(
      zones,
      first,
      fc.nat(1439),
      fc.constantFrom(1, 7),
      fc.integer({ min: 1, max: 4 }),
      fc.option(fc.integer({ min: 1, max: 200 })),
      (zone, offset, minute, days, interval, count) => {
        const start = Temporal.PlainDate.from("2027-03-01")
          .add({ days: offset })
          .toPlainDateTime()
          .add({ minutes: minute });
        const expected: string[] = [];
        let counted = 0;
        for (let day = 0; offset + day < 60 && counted < (count ?? Infinity); day += days * interval) {
          const wall = start.add({ days: day });
          const zoned = wall.toZonedDateTime(zone);
          const isShown = zoned.toPlainDateTime().equals(wall);
          if (!isShown && day > 0) continue;
          if (isShown) counted += 1;
          const at = zoned.epochMilliseconds;
          if (at + 60_000 > march.from && at < march.to) expected.push(`${new Date(at).toISOString().slice(0, 16)}Z`);
        }
        const dtstart = `DTSTART;TZID=${zone}:${start.toString({ smallestUnit: "second" }).replace(/[-:]/g, "")}`;
        const rule = `RRULE:FREQ=${days === 1 ? "DAILY" : "WEEKLY"};INTERVAL=${interval}${count === null ? "" : `;COUNT=${count}`}`;
        expect(busy(calendar(event(dtstart, "DURATION:PT1M", rule))).map(([at]) => at)).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
});
