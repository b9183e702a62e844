import { describe, expect, test } from "@jest/globals";
import type { Interval } from "./interval.js";
import { eachTeamSlot, type Staffing, type TeamCoach, type TeamQuery } from "./team-slots.js";

const at = (time: string): number => Date.parse(`2026-01-05T${time}Z`);
const span = (start: string, end: string): Interval => [at(start), at(end)];

function coach(coachId: string, open: readonly Interval[], change: Partial<TeamCoach> = {}): TeamCoach {
  return { coachId, open, busy: [], had: 0, ...change };
}
const whole = { from: at("00:00"), to: at("23:00"), now: at("00:00"), durationMinutes: 60, clock: { timeZone: "UTC" } };
const slots = (staffing: Staffing, coaches: readonly TeamCoach[], change: Partial<TeamQuery> = {}): string[] =>
  Array.from(
    eachTeamSlot({ ...whole, staffing, coaches, ...change }),
    ({ start, coachIds }) => `${new Date(start).toISOString().slice(11, 16)} ${coachIds.join("")}`,
  );

const a = coach("a", [span("09:00", "11:00")], { had: 5 });
const b = coach("b", [span("09:20", "12:20")], { had: 1, lastAt: 2 });
const c = coach("c", [span("10:00", "12:00")], { had: 1, lastAt: 1 });

describe("a session", () => {
  test("with one coach has the slots of that one", () => {
    expect(slots({ rule: "ONE" }, [a])).toEqual(["09:00 a", "10:00 a"]);
  });

  test("with any of several has the slots of each, and all who are free, by id", () => {
    expect(slots({ rule: "ANY" }, [c, b, a])).toEqual(["09:00 a", "10:00 abc", "11:00 bc"]);
  });

  test("with any of several keeps the slots of each where they are", () => {
    expect(slots({ rule: "ANY" }, [a, b], { stepMinutes: 40 })).toEqual([
      "09:00 a",
      "09:20 b",
      "09:40 a",
      "10:00 b",
      "10:40 b",
      "11:20 b",
    ]);
  });

  test("in turns names first whose turn it is", () => {
    expect(slots({ rule: "ROUND_ROBIN" }, [a, b, c])).toEqual(["09:00 a", "10:00 cba", "11:00 cb"]);
  });

  test("with all of several lies in the time that they have in common", () => {
    expect(slots({ rule: "ALL" }, [b, a, c])).toEqual(["10:00 abc"]);
    expect(slots({ rule: "ALL" }, [a, b], { stepMinutes: 20, durationMinutes: 90 })).toEqual(["09:20 ab"]);
  });

  test("with so many of several names all who are free in turn, and keeps the same ones all through", () => {
    expect(slots({ rule: "N_OF", least: 2 }, [a, b, c], { stepMinutes: 30 })).toEqual([
      "09:30 ba",
      "10:00 cba",
      "10:30 cb",
      "11:00 cb",
    ]);
    // Two are free from 09:20 to 12:00, but no two of them for more than two hours.
    expect(slots({ rule: "N_OF", least: 2 }, [a, b, c], { durationMinutes: 130, stepMinutes: 5 })).toEqual([]);
    expect(slots({ rule: "N_OF", least: 2 }, [a, b, c], { durationMinutes: 120, stepMinutes: 5 })).toEqual([
      "10:00 cb",
    ]);
  });

  test("with several is counted from when the last of them becomes free", () => {
    const two = [coach("x", [span("09:00", "12:00")]), coach("y", [span("09:20", "12:00")])];
    const change = { durationMinutes: 40, stepMinutes: 45 };
    expect(slots({ rule: "ALL" }, two, change)).toEqual(["09:30 xy", "10:15 xy", "11:00 xy"]);
    const three = [...two, coach("z", [span("11:15", "12:00")])];
    expect(slots({ rule: "N_OF", least: 2 }, three, change)).toEqual(["09:30 xy", "10:15 xy", "11:00 xy", "11:15 xyz"]);
  });

  test("has what all have in common, of any so many of them", () => {
    const of = (staffing: Staffing, coaches: TeamCoach[]): string[] =>
      slots(staffing, coaches, { durationMinutes: 40, stepMinutes: 45 }).map((slot) => slot.slice(0, 5));
    const pairs = [
      [a, b],
      [a, c],
      [b, c],
    ].flatMap((pair) => of({ rule: "ALL" }, pair));
    expect(of({ rule: "N_OF", least: 2 }, [a, b, c])).toEqual([...new Set(pairs)].sort());
    expect(of({ rule: "N_OF", least: 1 }, [a, b, c])).toEqual(of({ rule: "ANY" }, [a, b, c]));
    expect(of({ rule: "N_OF", least: 3 }, [a, b, c])).toEqual(of({ rule: "ALL" }, [a, b, c]));
  });

  test("does not depend on who was free before the range asked for, one after another", () => {
    const coaches = [
      coach("x", [span("08:40", "10:00")]),
      coach("y", [span("09:30", "11:00")]),
      coach("z", [span("10:30", "13:00")]),
    ];
    const change = { durationMinutes: 20, stepMinutes: 50 };
    const all = slots({ rule: "N_OF", least: 1 }, coaches, change);
    expect(slots({ rule: "N_OF", least: 1 }, coaches.slice(1), { ...change, from: at("10:00") })).toEqual(
      all.filter((slot) => slot >= "10:00"),
    );
  });

  test("keeps the buffers, notice, horizon and limits of each coach", () => {
    const open = [span("09:00", "13:00")];
    const coaches = [
      coach("a", open, { minimumNoticeMinutes: 600 }),
      coach("b", open, { horizonMinutes: 600 }),
      coach("c", open, { full: [span("10:00", "11:00")] }),
      coach("d", open, { busy: [span("11:30", "12:00")], bufferBeforeMinutes: 30, bufferAfterMinutes: 60 }),
    ];
    expect(slots({ rule: "ANY" }, coaches)).toEqual(["09:00 bcd", "10:00 ab", "11:00 ac", "12:00 ac"]);
    expect(slots({ rule: "N_OF", least: 2 }, coaches)).toEqual(["09:00 bcd", "10:00 ab", "11:00 ac", "12:00 ac"]);
    expect(slots({ rule: "ALL" }, coaches.slice(0, 3))).toEqual([]);
    expect(slots({ rule: "ALL" }, coaches.slice(0, 2))).toEqual(["10:00 ab"]);
  });

  test("has no slot with more coaches than there are, or with none", () => {
    expect(slots({ rule: "N_OF", least: 2 }, [a])).toEqual([]);
    expect(slots({ rule: "ALL" }, [])).toEqual([]);
    expect(slots({ rule: "ANY" }, [])).toEqual([]);
  });

  test("goes on after the last of the page before", () => {
    for (const staffing of [{ rule: "ROUND_ROBIN" }, { rule: "N_OF", least: 2 }] as const) {
      const all = slots(staffing, [a, b, c], { stepMinutes: 10 });
      const place = all.findIndex((slot) => slot.startsWith("10:10"));
      expect(slots(staffing, [a, b, c], { stepMinutes: 10, after: at("10:10") })).toEqual(all.slice(place + 1));
    }
  });

  test.each<[Staffing, TeamCoach[], RegExp]>([
    [{ rule: "ONE" }, [a, b], /2 coaches/],
    [{ rule: "ONE" }, [], /0 coaches/],
    [{ rule: "N_OF", least: 0 }, [a], /least is 0/],
    [{ rule: "N_OF", least: 1.5 }, [a], /least is 1.5/],
    [{ rule: "ANY" }, [a, a], /twice/],
  ])("%j is refused", (staffing, coaches, says) => {
    expect(() => slots(staffing, coaches)).toThrow(says);
  });
});
