import { expect, test } from "@jest/globals";
import { busyFromIcs } from "./busy-calendar.js";
import { busy, calendar, event, march, shown, warnings } from "./busy.testing.js";

const one = [["2027-03-10T14:00Z", "2027-03-10T15:00Z"]];

test.each<[string, string[], string[][]]>([
  ["an hour alone", ["DTSTART:20270310T14Z", "DTEND:20270310T15Z"], one],
  ["no seconds", ["DTSTART:20270310T1400Z", "DTEND:20270310T1500Z"], one],
  ["an hour alone, on the clock of the reader", ["DTSTART:20270310T09", "DTEND:20270310T10"], one],
  [
    "the end of a day",
    ["DTSTART:20270310T230000", "DTEND:20270310T240000"],
    [["2027-03-11T04:00Z", "2027-03-11T05:00Z"]],
  ],
  ["an offset", ["DTSTART:20270310T160000+0200", "DTEND:20270310T103000-0430"], one],
  ["an offset in hours", ["DTSTART:20270310T160000+02", "DTEND:20270310T1700+02"], one],
  ["dashes and colons", ["DTSTART:2027-03-10T14:00:00Z", "DTEND:2027-03-10T16:00:00.000+01:00"], one],
  ["a blank", ["DTSTART:2027-03-10 14:00:00Z", "DTEND:2027-03-10 15:00Z"], one],
  ["lower case", ["DTSTART:20270310t140000z", "DURATION:pt1h"], one],
  [
    "days with dashes",
    ["DTSTART;VALUE=DATE:2027-03-10", "DTEND:2027-03-11"],
    [["2027-03-10T05:00Z", "2027-03-11T05:00Z"]],
  ],
  ["a day with a midnight", ["DTSTART;VALUE=DATE:20270310T000000"], [["2027-03-10T05:00Z", "2027-03-11T05:00Z"]]],
  [
    "a day until a midnight",
    ["DTSTART:20270310", "DTEND:20270312T000000"],
    [["2027-03-10T05:00Z", "2027-03-12T05:00Z"]],
  ],
  [
    "a length that breaks off",
    ["DTSTART:20270310T140000Z", "DURATION:P1DT"],
    [["2027-03-10T14:00Z", "2027-03-11T14:00Z"]],
  ],
  ["weeks and hours", ["DTSTART:20270310T140000Z", "DURATION:P1WT1H"], [["2027-03-10T14:00Z", "2027-03-17T15:00Z"]]],
  ["a parameter of its own", ["DTSTART;X-OF=us;CHARSET=utf-8:20270310T140000Z", "DTEND:20270310T150000Z"], one],
])("A time may have %s", (_, lines, expected) => {
  const text = calendar(event(...lines));
  expect(busy(text)).toEqual(expected);
  expect(warnings(text)).toEqual([]);
});

test.each([
  "FREQ=WEEKLY;INTERVAL=0;COUNT=2",
  " FREQ = WEEKLY ; COUNT = 2 ",
  "FREQ=WEEKLY;COUNT=2;",
  "freq=weekly;count=2;byday=we",
  "FREQ=WEEKLY;BYDAY= WE , WE;UNTIL=2027-03-17T14:00:00Z",
])("A rule may be written as %s", (rule) => {
  const text = calendar(event("DTSTART:20270310T140000Z", "DURATION:PT1H", `RRULE:${rule}`));
  expect(busy(text)).toEqual([...one, ["2027-03-17T14:00Z", "2027-03-17T15:00Z"]]);
  expect(warnings(text)).toEqual([]);
});

const text = calendar(event("SUMMARY:Grüße 👋", "DTSTART:20270310T140000Z", "DURATION:PT1H"));
const utf16 = Buffer.from(`\uFEFF${text}`, "utf16le");

test.each([
  ["UTF-8", Buffer.from(text)],
  ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`)],
  ["UTF-16, the lower byte first", utf16],
  ["UTF-16, the higher byte first", Buffer.from(utf16).swap16()],
  ["UTF-8, with letters in Latin-1", Buffer.from(text, "latin1")],
  ["UTF-8, with a NUL", Buffer.from(text.replace("ü", "\0"))],
])("A calendar may be in %s", (_, bytes) => {
  const read = busyFromIcs(new Uint8Array(bytes), march);
  expect([shown(read.busy), read.warnings]).toEqual([one, []]);
  expect(read.kept).not.toContain("\0");
});

test("Lines are the same wherever a long calendar is cut into pieces", () => {
  const long = calendar(
    ...Array.from({ length: 4_000 }, (_, i) =>
      event(`DESCRIPTION:${"ü".repeat(i % 71)}`, "DTSTART:20270310T140000Z", "DTEND:20270310T150000Z"),
    ),
    event("DTSTART:x"),
  );
  for (const lines of [long, long.replaceAll("\r\n", "\n"), long.replaceAll("\r\n", "\r")]) {
    const read = busyFromIcs(new Uint8Array(Buffer.from(lines)), march);
    expect([shown(read.busy), read.warnings.map(({ line }) => line)]).toEqual([one, [4_000 * 6 + 5]]);
  }
});
