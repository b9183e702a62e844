import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { busy, calendar, event, march } from "./busy.testing.js";

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
