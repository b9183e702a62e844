import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { busyFromIcs } from "./busy-calendar.js";
import { busy, calendar, event, march } from "./busy.testing.js";

const fixture = (name: string): string => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");

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

  describe("with the UID of another", () => {
    const version = (sequence: number, hour: string, day = "20270310"): string =>
      event(`SEQUENCE:${sequence}`, `DTSTART:${day}T${hour}0000Z`, "DURATION:PT1H");

    test("is replaced by it, if that has a higher SEQUENCE", () => {
      expect(busy(calendar(version(2, "14"), version(1, "16")))).toEqual([["2027-03-10T14:00Z", "2027-03-10T15:00Z"]]);
    });

    test("is replaced by it also when that was moved to what is over", () => {
      const text = calendar(version(1, "16"), version(2, "14", "20200310"));
      expect(busy(text)).toEqual([]);
      expect(busy(busyFromIcs(text, march).kept)).toEqual([]);
    });

    test("is an event of its own otherwise", () => {
      expect(busy(calendar(version(1, "14"), version(1, "16")))).toEqual([
        ["2027-03-10T14:00Z", "2027-03-10T15:00Z"],
        ["2027-03-10T16:00Z", "2027-03-10T17:00Z"],
      ]);
    });

    test("is not replaced by one that may be a mere change of it: which occurrence that is about cannot be read", () => {
      const damaged = version(2, "14").replace("SEQUENCE", "RECURRENCE-I:20270310T160000Z\r\nSEQUENCE");
      expect(busy(calendar(version(1, "16"), damaged))).toHaveLength(2);
    });
  });

  test.each(["UID:", "UID: ", "X-UID:1"])("without a UID is an event of its own: %s", (uid) => {
    const at = (hour: string): string => event(`DTSTART:20270310T${hour}0000Z`, "DURATION:PT1H").replace("UID:1", uid);
    expect(busy(calendar(at("14"), at("16")))).toHaveLength(2);
  });

  test("does not count in a message that cancels it", () => {
    expect(busy(calendar("METHOD:CANCEL", event("DTSTART:20270310T140000Z", "DURATION:PT1H")))).toEqual([]);
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
