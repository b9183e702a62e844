import { describe, expect, test } from "@jest/globals";
import { emptyReasons, teamEmptyReasons } from "./empty-reasons.js";
import type { Interval } from "./interval.js";
import { firstPage } from "./page.js";
import type { SlotQuery } from "./slots.js";
import { eachTeamSlot, type Staffing, type TeamCoach, type TeamQuery } from "./team-slots.js";

const at = (time: string): number => Date.parse(`2026-01-05T${time}Z`);
const span = (start: string, end: string): Interval => [at(start), at(end)];
const hours: SlotQuery = {
  open: [span("09:00", "12:00")],
  busy: [],
  clock: { timeZone: "UTC" },
  from: at("00:00"),
  to: at("23:00"),
  now: at("00:00"),
  durationMinutes: 60,
};

describe("nothing is free with one coach because", () => {
  test.each<[string, Partial<SlotQuery>, string[]]>([
    ["no reason, when something is", {}, []],
    ["no reason, when only this page is empty", { after: at("22:00") }, []],
    ["the coach does not work", { open: [], timeOff: [span("00:00", "23:00")] }, ["NO_AVAILABILITY"]],
    ["the coach does not work then", { from: at("13:00") }, ["NO_AVAILABILITY"]],
    ["all is taken", { busy: [span("08:00", "12:00")] }, ["FULLY_BUSY"]],
    ["what is left is too short", { busy: [span("09:30", "11:30")] }, ["FULLY_BUSY"]],
    ["it is over", { now: at("15:00") }, ["TOO_SHORT_NOTICE"]],
    [
      "the rest of the day is taken",
      { now: at("10:00"), busy: [span("10:00", "12:00")] },
      ["FULLY_BUSY", "TOO_SHORT_NOTICE"],
    ],
    [
      "all is taken and it is too late",
      { now: at("15:00"), busy: [span("09:00", "12:00")] },
      ["FULLY_BUSY", "TOO_SHORT_NOTICE"],
    ],
    ["the session is too long", { durationMinutes: 181, busy: [span("09:00", "12:00")] }, ["NO_WINDOW_LONG_ENOUGH"]],
    ["the range lies between two slots", { from: at("10:10"), to: at("10:50") }, ["BETWEEN_SLOTS"]],
    [
      "the time between two slots is taken",
      { from: at("10:10"), to: at("10:50"), busy: [span("10:00", "12:00")] },
      ["FULLY_BUSY"],
    ],
    [
      "the time between two slots is over",
      { from: at("10:10"), to: at("10:50"), now: at("15:00") },
      ["TOO_SHORT_NOTICE"],
    ],
    ["what is left of the window is too short", { from: at("11:10"), to: at("11:50") }, ["NO_WINDOW_LONG_ENOUGH"]],
    ["the coach is away", { timeOff: [span("08:00", "13:00")] }, ["TIME_OFF"]],
    ["what the time off leaves is too short", { timeOff: [span("09:30", "11:30")] }, ["TIME_OFF"]],
    ["the day is full", { full: [span("00:00", "23:59")] }, ["LIMIT_REACHED"]],
    ["it is too early", { horizonMinutes: 8 * 60 }, ["BEYOND_HORIZON"]],
    ["it is too late", { minimumNoticeMinutes: 12 * 60 }, ["TOO_SHORT_NOTICE"]],
    [
      "each would be enough",
      {
        timeOff: [span("08:00", "13:00")],
        busy: [span("08:00", "13:00")],
        full: [span("00:00", "23:59")],
        minimumNoticeMinutes: 12 * 60,
        horizonMinutes: 0,
      },
      ["TIME_OFF", "FULLY_BUSY", "LIMIT_REACHED", "TOO_SHORT_NOTICE", "BEYOND_HORIZON"],
    ],
    [
      "one is enough, and the others are not",
      { timeOff: [span("09:00", "10:00")], busy: [span("09:00", "12:00")], horizonMinutes: 11 * 60 },
      ["FULLY_BUSY"],
    ],
    [
      "the time off and the sessions together take all of it",
      { timeOff: [span("09:00", "10:00")], busy: [span("10:00", "12:00")], horizonMinutes: 10 * 60 + 30 },
      ["TIME_OFF", "FULLY_BUSY"],
    ],
    [
      "the notice and the horizon together leave nothing",
      { minimumNoticeMinutes: 10 * 60 + 10, horizonMinutes: 10 * 60 + 50 },
      ["TOO_SHORT_NOTICE", "BEYOND_HORIZON"],
    ],
  ])("%s", (_, change, expected) => {
    expect(emptyReasons({ ...hours, ...change })).toEqual(expected);
  });
});

describe("nothing is free with several coaches because", () => {
  const coach = (coachId: string, change: Partial<TeamCoach> = {}): TeamCoach => ({
    coachId,
    had: 0,
    open: hours.open,
    busy: [],
    ...change,
  });
  const free = coach("free");
  const afternoon = coach("afternoon", { open: [span("13:00", "15:00")] });
  const away = coach("away", { timeOff: [span("00:00", "23:00")] });
  const busy = coach("busy", { busy: [span("00:00", "23:00")] });
  const any: Staffing = { rule: "ANY" };
  const two: Staffing = { rule: "N_OF", least: 2 };
  const all: Staffing = { rule: "ALL" };
  const queryOf = (staffing: Staffing, coaches: TeamCoach[]): TeamQuery => {
    const { open: _open, busy: _busy, ...question } = hours;
    return { ...question, staffing, coaches };
  };
  const reasonsOf = (query: TeamQuery): string[] => teamEmptyReasons(query, firstPage(eachTeamSlot(query), 1));

  test.each<[string, Staffing, TeamCoach[], string[]]>([
    ["no reason, when somebody is", any, [free, away], []],
    ["no reason, when enough are", two, [free, coach("too"), away], []],
    ["each has one of their own", any, [busy, away], ["TIME_OFF", "FULLY_BUSY"]],
    ["each has one of their own, together too", all, [busy, away], ["TIME_OFF", "FULLY_BUSY"]],
    ["they are never free at once", all, [free, afternoon], ["NOT_ENOUGH_COACHES"]],
    ["too few of them are", two, [free, afternoon, away], ["TIME_OFF", "NOT_ENOUGH_COACHES"]],
    ["there are too few", two, [free], ["NOT_ENOUGH_COACHES"]],
    ["there are none", any, [], ["NOT_ENOUGH_COACHES"]],
    ["there are none to be had together", all, [], ["NOT_ENOUGH_COACHES"]],
  ])("%s", (_, staffing, coaches, expected) => {
    expect(reasonsOf(queryOf(staffing, coaches))).toEqual(expected);
  });

  test("no reason, when only this page is empty", () => {
    const after = (time: number, coaches: TeamCoach[]): string[] =>
      reasonsOf({ ...queryOf(two, coaches), after: time });
    expect(after(at("11:00"), [free, coach("too")])).toEqual([]);
    expect(after(at("22:00"), [free, coach("too")])).toEqual([]);
    for (const time of [hours.from - 1, at("10:00"), at("22:00"), hours.to])
      expect(after(time, [free, afternoon])).toEqual(["NOT_ENOUGH_COACHES"]);
  });

  test("whoever has looked has not found it: what is known is not looked for again", () => {
    const query = queryOf(two, [free, coach("too")]);
    expect(teamEmptyReasons(query, { slots: [], hasMore: false })).toEqual(["NOT_ENOUGH_COACHES"]);
  });
});
