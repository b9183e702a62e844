import { describe, expect, test } from "@jest/globals";
import type { Interval } from "../core/interval.js";
import { rangeText } from "./blocked-time.js";
import { objectionsToCoach } from "./objections-to-coach.js";
import type { HoursForType } from "../availability/session-terms.js";

const coachId = "01a2077b-4834-7173-a840-fc60893aae79";
const name = "Carl";
const at = (time: string) => Date.parse(`2027-03-01T${time}Z`); // a Monday
const session = (from: string, to: string) => ({ startsAt: new Date(at(from)), endsAt: new Date(at(to)) });
const hours: HoursForType = {
  coachId,
  timeZone: "UTC",
  weekly: [],
  dates: new Map(),
  windows: [{ weekday: 1, startMinute: 9 * 60, endMinute: 17 * 60 }],
  overrides: new Map(),
  bufferBeforeMinutes: 10,
  bufferAfterMinutes: 15,
  minimumNoticeMinutes: 120,
  sharesBusyTime: true,
};
const codeOf = (from: string, to: string, { now = "06:00", busy = [] as Interval[], set = true } = {}) =>
  objectionsToCoach({ name, hours: set ? hours : undefined, busy }, session(from, to), at(now))[0]?.code;

describe("objectionsToCoach", () => {
  test("a session that fills the window is fine: buffers may lie outside", () => {
    expect(codeOf("09:00", "17:00")).toBeUndefined();
  });

  test("a session that begins before the window or ends after it is outside", () => {
    expect([codeOf("08:59", "10:00"), codeOf("16:00", "17:01")]).toEqual(Array(2).fill("OUTSIDE_AVAILABILITY"));
  });

  test("a coach who has not said when they work is off", () => {
    expect(codeOf("09:00", "10:00", { set: false })).toBe("OUTSIDE_AVAILABILITY");
  });

  test("notice counts up to the start", () => {
    expect([codeOf("09:00", "10:00", { now: "07:00" }), codeOf("09:00", "10:00", { now: "07:01" })]).toEqual([
      undefined,
      "TOO_SHORT_NOTICE",
    ]);
  });

  test("a busy time must not touch the session's buffers", () => {
    const busy: Interval[] = [[at("12:00"), at("13:00")]];
    const answers = [
      codeOf("11:00", "11:45", { busy }),
      codeOf("11:00", "11:46", { busy }),
      codeOf("13:09", "14:00", { busy }),
      codeOf("13:10", "14:00", { busy }),
    ];
    expect(answers).toEqual([undefined, "SLOT_TAKEN", "SLOT_TAKEN", undefined]);
  });

  test("each names the coach, and what overrides it", () => {
    const away = objectionsToCoach({ name, hours: undefined, busy: [] }, session("09:00", "10:00"), at("06:00"));
    expect(away).toMatchObject([
      { override: "OUTSIDE_AVAILABILITY", message: expect.stringContaining("Carl does not") },
    ]);
    const all = {
      name,
      hours: { ...hours, horizonMinutes: 60 },
      busy: [[at("18:00"), at("19:00")]] as Interval[],
      isFull: true,
    };
    const late = { ...all, hours: { ...all.hours, minimumNoticeMinutes: 900 } };
    expect(objectionsToCoach(late, session("18:00", "19:00"), at("06:00")).map(({ override }) => override)).toEqual([
      "OUTSIDE_AVAILABILITY",
      "TOO_SHORT_NOTICE",
      "BEYOND_HORIZON",
      "LIMIT_REACHED",
      "BUSY_CALENDAR",
    ]);
  });
});

test("a range is written half-open, for PostgreSQL to read", () => {
  expect(rangeText([at("09:00"), at("10:00")])).toBe("[2027-03-01T09:00:00.000Z,2027-03-01T10:00:00.000Z)");
});
