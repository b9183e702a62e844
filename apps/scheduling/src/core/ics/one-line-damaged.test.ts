import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { busyFromIcs, InvalidCalendar } from "./busy-calendar.js";
import { calendar, march } from "./busy.testing.js";
import { type Interval, merge } from "../interval.js";

const asked = { ...march, timeZone: "Europe/Berlin" };
const DAY = 86_400_000;

interface Event {
  readonly day: number;
  readonly hour: number;
  readonly hours: number;
  readonly zone: "UTC" | "Europe/Berlin" | "Ours";
  readonly isDay: boolean;
  readonly more: readonly string[];
  readonly isLengthSaid: boolean;
}

const two = (value: number): string => String(value).padStart(2, "0");

function write({ day, hour, hours, zone, isDay, more, isLengthSaid }: Event, uid: number): string[] {
  const time = (at: number): string => {
    if (isDay) return `;VALUE=DATE:202703${two(day + (at > hour ? 1 : 0))}`;
    return zone === "UTC" ? `:202703${two(day)}T${two(at)}0000Z` : `;TZID=${zone}:202703${two(day)}T${two(at)}0000`;
  };
  const end = isLengthSaid ? `DURATION:${isDay ? "P1D" : `PT${hours}H`}` : `DTEND${time(hour + hours)}`;
  return [
    "BEGIN:VEVENT",
    `UID:${uid}@example`,
    "DTSTAMP:20260101T000000Z",
    `DTSTART${time(hour)}`,
    end,
    ...more,
    "END:VEVENT",
  ];
}

const zone = [
  ...["BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:20000101T000000", "TZOFFSETFROM:+0330"],
  ...["TZOFFSETTO:+0330", "END:STANDARD", "END:VTIMEZONE"],
];
const alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "DURATION:PT5M", "END:VALARM"];
const event = fc.record({
  day: fc.integer({ min: 3, max: 26 }),
  hour: fc.integer({ min: 8, max: 17 }),
  hours: fc.integer({ min: 1, max: 4 }),
  zone: fc.constantFrom("UTC" as const, "Europe/Berlin" as const, "Ours" as const),
  isDay: fc.boolean(),
  isLengthSaid: fc.boolean(),
  more: fc
    .subarray([
      ["SUMMARY:Lunch; at one\\, perhaps", "DESCRIPTION:a\r\n folded: line"],
      ["RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3"],
      ["SEQUENCE:2", "STATUS:CONFIRMED", "TRANSP:OPAQUE"],
      ['ATTENDEE;CN="A; B";PARTSTAT=ACCEPTED:mailto:a@example.com'],
      alarm,
    ])
    .map((lists) => lists.flat()),
});

/** What can happen to a line on its way. That a digit becomes another, and all is well but for the hour, nobody can see. */
const damage = fc.oneof(
  fc.constantFrom<(line: string) => string>(
    () => "",
    () => "#!",
    () => "\u0000\u0000",
    (line) => ` ${line}`,
    (line) => `\t${line}`,
    (line) => line.replace(":", ""),
    (line) => line.replace(/^(.)(.)/, "$2$1"),
    (line) => `${line}${line}`,
    (line) => `${line}\r\n${line}`,
    (line) => line.replaceAll(/\d/g, "?"),
  ),
  fc.nat(60).map((length) => (line: string) => line.slice(0, length)),
  fc.nat(30).map((at) => (line: string) => line.slice(0, at) + line.slice(at + 1)),
  fc.tuple(fc.nat(30), fc.string({ minLength: 1, maxLength: 5 })).map(
    ([at, text]) =>
      (line: string) =>
        line.slice(0, at) + text + line.slice(at),
  ),
);

const within = (busy: readonly Interval[], [start, end]: Interval): boolean =>
  busy.some(([from, to]) => from <= start && end <= to);

test("Whatever single line of a good calendar is damaged, the other events stay busy", () => {
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 4 }), fc.nat(), damage, (events, place, hurt) => {
      const parts = [["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x"], zone, ...events.map(write), ["END:VCALENDAR"]];
      const lines = parts.flat();
      const at = place % lines.length;
      const damaged = lines.with(at, hurt(lines[at]!)).join("\r\n") + "\r\n";

      // Whose line it is; one that came to be a part of the line before is as that one's as well.
      let first = 0;
      const hit = parts.findIndex(({ length }) => at < (first += length));
      const { busy } = busyFromIcs(damaged, asked);
      events.forEach((each, i) => {
        if (i + 2 === hit) return;
        for (const time of busyFromIcs(calendar(...zone, ...write(each, i)), asked).busy)
          expect({ time, damaged, isBusy: within(busy, time) }).toMatchObject({ isBusy: true });
      });
    }),
    { numRuns: 400 },
  );
});

test("and where it cannot be told any more when an event is, its day is busy", () => {
  const unreadable = fc.constantFrom<(line: string) => string>(
    () => "",
    () => "#!",
    (line) => ` ${line}`,
    (line) => line.replace(":", ""),
    (line) => line.replace(/^(.)/, "Q$1"),
  );
  fc.assert(
    fc.property(event, fc.nat(), unreadable, (each, place, hurt) => {
      const whole = ["BEGIN:VCALENDAR", ...zone, ...write(each, 1), "END:VCALENDAR"];
      const at = 1 + zone.length + (place % (whole.length - zone.length - 2));
      const { busy } = busyFromIcs(whole.with(at, hurt(whole[at]!)).join("\r\n"), asked);
      const [[start]] = busyFromIcs(whole.join("\r\n"), asked).busy as [Interval];
      // Of an event that says its length and has lost its start nothing tells the day.
      const isLost = each.isLengthSaid && whole[at]!.startsWith("DTSTART") && !hurt("x:1").includes("1");
      const dayOf = Math.floor(start / DAY) * DAY;
      const isNear = merge(busy).some(([from, to]) => from < dayOf + DAY && to > dayOf);
      expect(isLost || isNear).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test("A calendar that is cut anywhere is refused, or no event that is left is free", () => {
  fc.assert(
    fc.property(
      fc.array(event, { minLength: 1, maxLength: 3 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (events, share) => {
        const whole = calendar(...zone, ...events.flatMap(write));
        const cut = whole.slice(0, Math.floor((whole.length - "END:VCALENDAR\r\n".length) * share));
        expect(() => busyFromIcs(cut, asked)).toThrow(InvalidCalendar);
      },
    ),
    { numRuns: 100 },
  );
});
