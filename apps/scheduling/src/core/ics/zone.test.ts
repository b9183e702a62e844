import { describe, expect, test } from "@jest/globals";
import { busy, calendar, event, march } from "./busy.testing.js";
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
    "that nothing explains is refused: %s",
    (tzid) => {
      expect(() => meeting(tzid)).toThrow(`line 5: TZID "${tzid}" is not a known time zone`);
    },
  );

  test("of the reader must be known", () => {
    expect(() => busyFromIcs(calendar(), { ...march, timeZone: "Europe/Londres" })).toThrow(RangeError);
  });
});
