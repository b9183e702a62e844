import { describe, expect, test } from "@jest/globals";
import { busy, calendar, event, march, warnings } from "./busy.testing.js";
import { busyFromIcs } from "./busy-calendar.js";

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
    "that nothing explains is told, and the days of its events are busy: %s",
    (tzid) => {
      const text = calendar(event(`DTSTART;TZID=${tzid}:20270302T090000`, "DURATION:PT1H"));
      expect(busy(text)).toEqual([["2027-03-02T05:00Z", "2027-03-03T05:00Z"]]);
      expect(warnings(text)).toEqual([
        "line 5: TZID is no time zone that is known, and no VTIMEZONE explains it; its day is busy as a whole",
      ]);
    },
  );

  test("that nobody else has is as the calendar's own VTIMEZONE says", () => {
    const odd = ["Nowhere else", "on the ship; starboard"].map((tzid) =>
      rules(tzid).map((line) => line.replace("+0200", "+0317").replace("+0100", "+0217")),
    );
    const there = [
      ["2027-03-02T06:43Z", "2027-03-02T07:43Z"],
      ["2027-03-30T05:43Z", "2027-03-30T06:43Z"],
    ];
    expect(meeting("Nowhere else", ...odd[0]!)).toEqual(there);
    expect(meeting('"on the ship; starboard"', ...odd[1]!)).toEqual(there);
  });

  test("of a VTIMEZONE shows the first of two times, and goes on over a gap", () => {
    const at = (time: string): string => event(`DTSTART;TZID=Ours:${time}`, "DURATION:PT15M", "UID:");
    const year = { ...march, from: Date.parse("2026-10-01T00:00Z") };
    expect(busy(calendar(...rules("Ours"), at("20261025T023000"), at("20270328T023000")), year)).toEqual([
      ["2026-10-25T00:30Z", "2026-10-25T00:45Z"],
      ["2027-03-28T01:30Z", "2027-03-28T01:45Z"],
    ]);
  });

  test.each([
    ["our place\\, CET", '"our place, CET"'],
    ["our place\\, CET", "our place\\, CET"],
    ["our place\\; CET", '"our place; CET"'],
  ])("may be escaped: %s is %s", (written, named) => {
    expect(meeting(named, ...rules(written))).toEqual(berlin);
  });

  test.each(["Europe\\/Berlin", '"(UTC+01:00) Amsterdam\\, Berlin\\, Bern\\, Rome\\, Stockholm\\, Vienna"'])(
    "may be escaped although everybody knows it: %s",
    (tzid) => {
      expect(meeting(tzid)).toEqual(berlin);
    },
  );

  test.each([
    "BEGIN:STANDARD",
    "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "DTSTART:16010101T030000",
  ])("whose VTIMEZONE has a line that cannot be read is none, rather than a wrong one: %s", (line) => {
    const damaged = rules("Ours").map((each) => (each === line ? "#!" : each));
    const text = calendar(...damaged, event("DTSTART;TZID=Ours:20270302T090000", "DURATION:PT1H"));
    expect(busy(text)).toEqual([["2027-03-02T05:00Z", "2027-03-03T05:00Z"]]);
    expect(warnings(text)).not.toEqual([]);
  });

  test("is none either where a part of its rules cannot be read", () => {
    const damaged = rules("Ours").map((line) => line.replace("BYDAY=-1SU;BYMONTH=10", "BYDAY=-1XX;BYMONTH=10"));
    const text = calendar(...damaged, event("DTSTART;TZID=Ours:20270302T090000", "DURATION:PT1H"));
    expect(busy(text)).toEqual([["2027-03-02T05:00Z", "2027-03-03T05:00Z"]]);
  });

  test("of the whole calendar is that of its floating times and days", () => {
    const inBerlin = ["X-WR-TIMEZONE:Europe/Berlin"];
    const day = event("DTSTART;VALUE=DATE:20270310");
    expect(busy(calendar(...inBerlin, day))).toEqual([["2027-03-09T23:00Z", "2027-03-10T23:00Z"]]);
    expect(busy(calendar("X-WR-TIMEZONE:Elsewhere", day))).toEqual([["2027-03-10T05:00Z", "2027-03-11T05:00Z"]]);
  });

  test("of the reader must be known", () => {
    expect(() => busyFromIcs(calendar(), { ...march, timeZone: "Europe/Londres" })).toThrow(RangeError);
  });
});
