/*
 * What the core says must not depend on the zone of the machine. Node takes that from TZ as it starts, so each zone has a
 * process of its own, which reads the sources as they are.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { openCalendar, type CoachCalendar } from "./calendar.js";
import { freeSlots } from "./slots.js";

interface Case {
  readonly timeZone: string;
  /** The local date, and the windows on it: "09:30-18:00". */
  readonly date: string;
  readonly window: string;
  readonly durationMinutes: number;
  readonly stepMinutes?: number;
  readonly calendar?: Partial<CoachCalendar>;
  /** When the slots start; "..." for those between, by the step. */
  readonly expected: readonly string[];
}

const kolkata = { timeZone: "Asia/Kolkata", date: "2026-01-05", window: "09:30-18:00" };
const at = (time: string): number => Date.parse(`${time}Z`);

const cases: readonly Case[] = [
  { ...kolkata, durationMinutes: 30, expected: ["01-05T04:00", "...", "01-05T12:00"] },
  {
    ...kolkata,
    durationMinutes: 45,
    calendar: { busy: [[at("2026-01-05T04:00"), at("2026-01-05T04:15")]] },
    expected: ["01-05T04:15", "...", "01-05T11:45"],
  },
  { ...kolkata, durationMinutes: 30, stepMinutes: 120, expected: ["01-05T04:30", "...", "01-05T10:30"] },
  // 00:30-03:00 in New York is 210 minutes when the clock goes back, and 01:30-04:00 is 90 when it goes on.
  {
    timeZone: "America/New_York",
    date: "2026-11-01",
    window: "00:30-03:00",
    durationMinutes: 30,
    expected: ["11-01T04:30", "...", "11-01T07:30"],
  },
  { timeZone: "America/New_York", date: "2026-03-08", window: "02:00-02:30", durationMinutes: 15, expected: [] },
  {
    timeZone: "America/New_York",
    date: "2026-03-08",
    window: "01:30-04:00",
    durationMinutes: 30,
    expected: ["03-08T06:30", "03-08T07:00", "03-08T07:30"],
  },
  // Half an hour is left out, and the hours are rounded on either side of it.
  {
    timeZone: "Australia/Lord_Howe",
    date: "2026-10-04",
    window: "01:40-05:00",
    durationMinutes: 60,
    expected: ["10-03T16:00", "10-03T17:00"],
  },
  {
    timeZone: "Australia/Lord_Howe",
    date: "2026-04-05",
    window: "01:00-03:00",
    durationMinutes: 30,
    expected: ["04-04T14:00", "...", "04-04T16:00"],
  },
  // There is no midnight on the one day, and two on the other.
  {
    timeZone: "America/Santiago",
    date: "2026-09-06",
    window: "00:00-03:00",
    durationMinutes: 60,
    expected: ["09-06T04:00", "09-06T05:00"],
  },
  {
    timeZone: "America/Santiago",
    date: "2026-04-04",
    window: "22:00-01:00",
    durationMinutes: 60,
    expected: ["04-05T01:00", "...", "04-05T04:00"],
  },
  {
    timeZone: "Africa/Cairo",
    date: "2026-04-24",
    window: "00:00-03:00",
    durationMinutes: 60,
    expected: ["04-23T22:00", "04-23T23:00"],
  },
  {
    timeZone: "Africa/Cairo",
    date: "2026-10-29",
    window: "22:00-01:00",
    durationMinutes: 60,
    expected: ["10-29T19:00", "...", "10-29T22:00"],
  },
  { timeZone: "Pacific/Apia", date: "2011-12-30", window: "09:00-17:00", durationMinutes: 60, expected: [] },
  {
    timeZone: "Pacific/Apia",
    date: "2011-12-29",
    window: "22:00-02:00",
    durationMinutes: 60,
    expected: ["12-30T08:00", "12-30T09:00"],
  },
  {
    ...kolkata,
    durationMinutes: 60,
    stepMinutes: 240,
    calendar: {
      travel: [{ timeZone: "America/Santiago", firstDate: "2026-01-05", lastDate: "2026-01-05" }],
      limits: [{ per: "DAY", most: 1, starts: [at("2026-01-06T03:30")] }],
    },
    expected: ["01-05T13:00", "01-05T17:00"],
  },
];

/** What is computed of a case: a calendar of one date, as JSON goes to another process. */
function queryOf({ timeZone, date, window, durationMinutes, stepMinutes, calendar }: Case) {
  const [startMinute, endMinute] = window
    .split("-")
    .map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  const noon = at(`${date}T12:00`);
  const coach = {
    timeZone,
    windows: [{ weekday: new Date(noon).getUTCDay() || 7, startMinute: startMinute!, endMinute: endMinute! }],
    busy: [],
    ...calendar,
  };
  const [from, to] = [noon - 2 * 86_400_000, noon + 2 * 86_400_000];
  return { coach, question: { from, to, now: from, durationMinutes, stepMinutes, clock: coach } };
}

const queries = cases.map(queryOf);
const here = queries.map(({ coach, question }) =>
  freeSlots({ ...openCalendar(coach, question.from, question.to), ...question }),
);

describe("slots", () => {
  test.each(cases.map((given, i) => [given.timeZone, given.date, given.window, given.durationMinutes, i] as const))(
    "in %s on %s, %s, %i minutes, start when the wall says",
    (_timeZone, _date, _window, duration, i) => {
      const { expected, stepMinutes = duration } = cases[i]!;
      const starts = here[i]!.map(([start]) => new Date(start).toISOString().slice(5, 16));
      if (expected[1] !== "...") return expect(starts).toEqual(expected);
      expect([starts[0], starts.at(-1)]).toEqual([expected[0], expected[2]]);
      expect(here[i]!.every(([start], k) => start === here[i]![0]![0] + k * stepMinutes * 60_000)).toBe(true);
    },
  );
});

/** Our sources import "./x.js" and mean "./x.ts". */
const program = `
  import { registerHooks } from "node:module";
  registerHooks({
    resolve: (name, context, next) =>
      next(/^[.].*[.]js$/.test(name) && !context.parentURL.includes("/node_modules/") ? name.replace(/js$/, "ts") : name, context),
  });
  const { openCalendar } = await import(process.argv[1] + "/calendar.ts");
  const { freeSlots } = await import(process.argv[1] + "/slots.ts");
  const slots = JSON.parse(process.argv[2]).map(({ coach, question }) =>
    freeSlots({ ...openCalendar(coach, question.from, question.to), ...question }));
  console.log(JSON.stringify({ offset: new Date(2026, 0, 5).getTimezoneOffset(), slots }));
`;

describe("the same slots are found by a process", () => {
  test.each([
    ["UTC", 0],
    ["America/New_York", 300],
    ["Asia/Kolkata", -330],
    ["Australia/Lord_Howe", -660],
    ["America/Santiago", 180],
  ])("in %s", async (zone, offset) => {
    const args = ["--input-type=module", "--eval", program, import.meta.dirname, JSON.stringify(queries)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { TZ: zone } });
    expect(JSON.parse(stdout)).toEqual({ offset, slots: here });
  });
});
