import { describe, expect, test } from "@jest/globals";
import { coversDate, expectedOn, membersOn } from "./engagement-people.js";
import { mayArrange } from "./party.js";

const member = (personId: string, joinedOn: string, leftOn: string | null = null) => ({
  id: `${personId} ${joinedOn}`,
  personId,
  joinedOn,
  leftOn,
});
const people = {
  coaches: [member("ada", "2027-01-01"), member("ben", "2027-01-01", "2027-02-01")],
  participants: [member("cem", "2027-01-01"), member("dee", "2027-06-01")],
};
const actor = (personId: string | null, ...grants: string[]) => ({
  firmId: "firm",
  personId,
  grants,
  today: "2027-03-01",
  actorId: "actor",
  firmTimeZone: "Europe/London",
});

describe("membersOn", () => {
  test("somebody belongs to it from the first day to the day before the last", () => {
    const days = ["2026-12-31", "2027-01-01", "2027-01-31", "2027-02-01"];
    expect(days.map((day) => membersOn([people.coaches[1]!], day).length)).toEqual([0, 1, 1, 0]);
  });

  test("who left and came back is there once", () => {
    const memberships = [member("ada", "2027-01-01", "2027-02-01"), member("ada", "2027-02-01")];
    expect(membersOn(memberships, "2027-02-01")).toEqual(["ada"]);
  });
});

describe("mayArrange", () => {
  test.each([
    ["who runs the practice", actor("zoe", "PROGRAM_MANAGER"), true],
    ["its coach", actor("ada", "COACH"), true],
    ["its participant", actor("cem", "CLIENT"), true],
    ["a coach who has left", actor("ben", "COACH"), false],
    ["a participant who is yet to join", actor("dee", "CLIENT"), false],
    ["a coach of other engagements who sees this one as finance", actor("eva", "COACH", "FINANCE"), false],
    ["its coach, once no longer a coach of the firm", actor("ada", "SPONSOR"), false],
    ["an API key", actor(null, "schedule:read"), false],
  ])("%s: %p", (_, who, may) => {
    expect(mayArrange(who, people)).toBe(may);
  });

  test("a participant who is yet to join, where those who are to join may; not a coach who has left", () => {
    const withJoining = { ...people, withJoining: true };
    expect(mayArrange(actor("dee", "CLIENT"), withJoining)).toBe(true);
    expect(mayArrange(actor("ben", "COACH"), withJoining)).toBe(false);
  });
});

describe("expectedOn", () => {
  const members = [member("ada", "2027-05-01"), member("ben", "2027-05-20"), member("cem", "2027-05-01", "2027-05-01")];
  test("before the engagement's first day, all who are to join it are expected, and from then on those who are in it", () => {
    const on = (day: string) => expectedOn(members, day, { startsOn: "2027-05-01" });
    expect(["2027-04-30", "2027-05-01", "2027-05-20"].map(on)).toEqual([["ada", "ben"], ["ada"], ["ada", "ben"]]);
  });
});

describe("coversDate", () => {
  test("the first and the last day belong to the engagement", () => {
    const engagement = { startsOn: "2027-01-01", endsOn: "2027-01-31" };
    const days = ["2026-12-31", "2027-01-01", "2027-01-31", "2027-02-01"];
    expect(days.map((day) => coversDate(engagement, day))).toEqual([false, true, true, false]);
  });

  test("an open-ended one goes on", () => {
    expect(coversDate({ startsOn: "2027-01-01", endsOn: null }, "2036-01-01")).toBe(true);
  });
});
