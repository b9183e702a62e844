import { describe, expect, test } from "@jest/globals";
import { busy, calendar, event, warnings } from "./busy.testing.js";

const start = "DTSTART:20270310T140000Z";
const hour = [["2027-03-10T14:00Z", "2027-03-10T15:00Z"]];
/** The tenth of March in New York, where the reader is. */
const tenth = [["2027-03-10T05:00Z", "2027-03-11T05:00Z"]];
const tenthAndEleventh = [["2027-03-10T05:00Z", "2027-03-12T05:00Z"]];
const tenthAndTwelfth = [...tenth, ["2027-03-12T05:00Z", "2027-03-13T04:59Z"]];

describe("An event ahead that cannot be decided keeps its day busy:", () => {
  test.each<[string, string[], string[][], string]>([
    ["its end is before its start", [start, "DTEND:20270310T130000Z"], tenth, "line 6: DTEND is before DTSTART"],
    ["its length is none", [start, "DURATION:1 hour"], tenth, "line 6: DURATION is no duration like PT1H30M"],
    ["its length is negative", [start, "DURATION:-PT1H"], tenth, "line 6: DURATION is negative"],
    ["its end is none", [start, "DTEND:soon"], tenth, "line 6: DTEND is no date like 20270317"],
    ["its start has no such hour", ["DTSTART:20270310T250000Z", "DURATION:PT1H"], tenth, "line 5: DTSTART is no date"],
    ["its start is none, its end is", ["DTSTART:x", "DTEND:20270310T150000Z"], tenth, "line 5: DTSTART is no date"],
    ["its start is in no zone", ["DTSTART;TZID=Lost:20270310T090000"], tenth, "line 5: TZID is no time zone"],
    [
      "its start is a day, and its end a time",
      ["DTSTART:20270310", "DTEND:20270310T150000Z"],
      tenth,
      "line 6: DTSTART and",
    ],
    [
      "the zone of its start is misspelled",
      ["DTSTART;TZDI=Europe/Rome:20270310T090000"],
      tenth,
      "line 5: DTSTART is no",
    ],
    [
      "its end is on a line that is none",
      [start, "DTEND 20270310T150000Z"],
      tenth,
      "line 6: VEVENT has neither DTEND nor",
    ],
    ["its end is on a line that is empty", [start, ""], tenth, "line 6: VEVENT has neither DTEND nor"],
    [
      "its start was added to the line before",
      [`SUMMARY:x${start}`, "DURATION:PT1H"],
      tenth,
      "line 3: VEVENT has no DTSTART",
    ],
    ["it is in UTC late in the evening", ["DTSTART:20270311T020000Z", "DTEND:soon"], tenth, "line 6: "],
    ["its start is missing, and it ends with a day", ["DTEND;VALUE=DATE:20270311"], tenthAndEleventh, "VEVENT has no"],
  ])("%s", (_, lines, expected, warning) => {
    const text = calendar(event(...lines));
    expect(busy(text)).toEqual(expected);
    expect(warnings(text)).toEqual([expect.stringContaining(warning)]);
    expect(warnings(text)[0]).toMatch(/; its day is busy as a whole$/);
  });

  test("its end is behind an alarm that does not end", () => {
    const text = calendar(event(start, "BEGIN:VALARM", "TRIGGER:-PT15M", "END VALARM", "DTEND:20270310T150000Z"));
    expect(busy(text)).toEqual(tenth);
    expect(warnings(text)[0]).toContain("VEVENT is mixed up with what is in it");
  });

  test("each day of a series", () => {
    const text = calendar(event(start, "DTEND:soon", "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=2"));
    expect(busy(text)).toEqual(tenthAndTwelfth.map(([from, to]) => [from, to!.replace("04:59", "05:00")]));
  });

  test("the first day of a series whose rule says nothing", () => {
    const text = calendar(event(start, "DURATION:PT1H", "RRULE:FREQ=OFTEN"));
    expect(busy(text)).toEqual(tenth);
    expect(warnings(text).join()).toContain("line 7: RRULE has no FREQ that is known; what it repeats is busy as far");
  });

  test("the day of one that is added to a series", () => {
    const text = calendar(event("DTSTART:20270310T140000Z", "DURATION:PT1H", "RDATE:20270312T990000"));
    expect(busy(text)).toEqual([...hour, ["2027-03-12T05:00Z", "2027-03-13T05:00Z"]]);
  });

  test("the day of a published period", () => {
    const text = calendar("BEGIN:VFREEBUSY", "FREEBUSY:20270310T140000Z/long,20270311T140000Z/PT1H", "END:VFREEBUSY");
    expect(busy(text)).toEqual([...tenth, ["2027-03-11T14:00Z", "2027-03-11T15:00Z"]]);
  });

  test("unless it names none", () => {
    const text = calendar(event("DTSTART:next Tuesday"));
    expect([busy(text), warnings(text)]).toEqual([
      [],
      [expect.stringMatching(/it names no day, so that none is busy$/)],
    ]);
  });
});

describe("What is wrong and keeps nobody busy is passed over, and told:", () => {
  test.each<[string, string[], string]>([
    ["it is over", ["DTSTART:20090310T140000Z", "DTEND:20090310T130000Z"], "the event is over"],
    ["it is over, in no zone", ["DTSTART;TZID=Lost:20090310T140000"], "the event is over"],
    ["it is transparent", [start, "DURATION:x", "TRANSP:TRANSPARENT"], "the event keeps nobody busy"],
    ["it is cancelled", ["DTSTART:x", "STATUS:CANCELLED"], "the event keeps nobody busy"],
  ])("%s", (_, lines, consequence) => {
    const good = event(start, "DURATION:PT1H").replace("UID:1", "UID:2");
    const text = calendar(event(...lines), good);
    expect(busy(text)).toEqual(hour);
    expect(warnings(text)).toEqual([expect.stringMatching(`; ${consequence}$`)]);
  });
});

describe("A series goes on where what may have ended it cannot be read:", () => {
  test.each(["COUNT=many", "COUNT=0", "UNTIL=never", "UNTIL=20270230", "BYDAY=WE,XX", "BYEASTER=1"])("%s", (part) => {
    const text = calendar(event(start, "DURATION:PT1H", `RRULE:FREQ=WEEKLY;${part}`));
    expect(busy(text).map(([at]) => at)).toEqual([
      "2027-03-10T14:00Z",
      "2027-03-17T14:00Z",
      "2027-03-24T14:00Z",
      "2027-03-31T14:00Z",
    ]);
    expect(warnings(text)).toEqual([expect.stringMatching(/^line 7: RRULE|UNTIL/)]);
  });

  test("an exception", () => {
    const text = calendar(
      event(start, "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20270311T99,20270310T140000Z"),
    );
    expect(busy(text)).toEqual([["2027-03-11T14:00Z", "2027-03-11T15:00Z"]]);
    expect(warnings(text)).toHaveLength(1);
  });

  test("a change of which nothing tells what it changes, which is busy besides", () => {
    const change = event("RECURRENCE-ID:x", "DTSTART:20270312T140000Z", "DURATION:PT1H");
    const text = calendar(event(start, "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=1"), change);
    expect(busy(text)).toEqual([...hour, ["2027-03-12T14:00Z", "2027-03-12T15:00Z"]]);
    expect(warnings(text)).toEqual([expect.stringMatching(/what it changes is busy where it was as well$/)]);
  });

  test("but a cancelled change need not be readable itself", () => {
    const change = event("RECURRENCE-ID:20270311T140000Z", "STATUS:CANCELLED", "DTSTART:x");
    expect(busy(calendar(event(start, "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2"), change))).toEqual(hour);
  });
});

describe("A BEGIN or END that is missing spoils no other event:", () => {
  const at = (day: number): string =>
    event(`DTSTART:202703${day}T140000Z`, `DTEND:202703${day}T150000Z`, "BEGIN:VALARM", "TRIGGER:-PT15M", "END:VALARM");
  const whole = calendar(at(10), at(11), at(12)).split("\r\n");
  const days = ["10", "11", "12"].map((day) => [`2027-03-${day}T14:00Z`, `2027-03-${day}T15:00Z`]);

  test.each(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "END:VCALENDAR"])(
    "%s",
    (line) => {
      const places = whole.flatMap((each, i) => (each === line ? [i] : []));
      for (const place of places) {
        for (const damaged of ["", "#!", line.slice(0, -1), line.slice(1), `${line}X`, ` ${line}`]) {
          // " BEGIN:VCALENDAR" at the very beginning is a line of its own.
          const text = whole.with(place, damaged).join("\r\n");
          const hit = Math.max(0, Math.floor((place - 2) / 8));
          const found = busy(text);
          const others = days.filter((_, i) => i !== hit || !line.includes("VALARM"));
          for (const [from, to] of others)
            expect({ damaged, place, isBusy: found.some(([a, b]) => a! <= from! && to! <= b!) }).toMatchObject({
              isBusy: true,
            });
          expect(warnings(text)).not.toEqual([]);
        }
      }
    },
  );

  test("but what breaks off between two events is no calendar: some may be missing", () => {
    for (const cut of [11, 10]) {
      for (const end of ["", "\r\n", "\r\nBEG", "\r\nBEGIN:VEVENT", "\r\nBEGIN:VEVENT\r\nEND:VEV"])
        expect(() => busy(whole.slice(0, cut).join("\r\n") + end)).toThrow("has no END");
    }
  });
});

test("Of many warnings the first fifty are told, and how many there are besides", () => {
  const text = calendar(...Array.from({ length: 60 }, () => event("DTSTART:x")));
  expect(warnings(text)).toHaveLength(50);
});

test("No warning quotes what somebody wrote", () => {
  const secret = calendar(
    event(
      "DTSTART;TZID=sEcret:20270310T140000",
      "DTEND:sEcret",
      "RRULE:FREQ=sEcret;sEcret=1",
      "SEQUENCE:sEcret",
      "sEcret",
    ),
    event("DTSTART:20270310T140000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;SECRET=1;COUNT=sEcret"),
  );
  expect(warnings(secret).length).toBeGreaterThan(1);
  expect(warnings(secret).join()).not.toMatch(/secret/i);
});
