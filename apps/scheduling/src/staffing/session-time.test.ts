import { describe, expect, test } from "@jest/globals";
import { objectionToTime } from "./session-time.js";

const now = Date.parse("2027-03-01T08:00:00Z");
const time = (startsAt: string, endsAt: string) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) });

describe("objectionToTime", () => {
  test("a session of an hour, later today, is fine", () => {
    expect(objectionToTime(time("2027-03-01T09:00Z", "2027-03-01T10:00Z"), now)).toBeUndefined();
  });

  test("so are those of 5 minutes and of 12 hours, and one that starts this very moment", () => {
    expect(objectionToTime(time("2027-03-01T08:00Z", "2027-03-01T08:05Z"), now)).toBeUndefined();
    expect(objectionToTime(time("2027-03-01T08:00Z", "2027-03-01T20:00Z"), now)).toBeUndefined();
  });

  test.each([
    ["ends when it starts", "2027-03-01T09:00Z", "2027-03-01T09:00Z", "END_BEFORE_START", "endsAt"],
    ["ends before it starts, in the past", "2026-03-01T09:00Z", "2026-03-01T08:00Z", "END_BEFORE_START", "endsAt"],
    ["takes less than 5 minutes", "2027-03-01T09:00:00Z", "2027-03-01T09:04:59Z", "INVALID", "endsAt"],
    ["takes more than 12 hours", "2027-03-01T09:00:00Z", "2027-03-01T21:00:01Z", "INVALID", "endsAt"],
    ["starts in the past", "2027-03-01T07:59:59Z", "2027-03-01T09:00Z", "SLOT_IN_PAST", "startsAt"],
    ["starts beyond what a calendar is for", "9999-12-31T09:00Z", "9999-12-31T10:00Z", "INVALID", "startsAt"],
  ])("one that %s is refused by name", (_, startsAt, endsAt, code, field) => {
    expect(objectionToTime(time(startsAt, endsAt), now)).toMatchObject({ code, field });
  });
});
