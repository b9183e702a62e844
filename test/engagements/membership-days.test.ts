import { expect, test } from "@jest/globals";
import { isMemberFrom, isMemberOn } from "@coachwork/schema";

const march = { joinedOn: "2027-03-01", leftOn: "2027-04-01" };

test("a membership holds from the day of joining up to the day before leaving", () => {
  const days = ["2027-02-28", "2027-03-01", "2027-03-31", "2027-04-01"];
  expect(days.map((day) => isMemberOn(march, day))).toEqual([false, true, true, false]);
  expect(isMemberOn({ ...march, leftOn: null }, "2037-01-01")).toBe(true);
});

test("a membership holds on a day or later until its last day, and never if it ended on its first", () => {
  const days = ["2027-02-28", "2027-03-31", "2027-04-01"];
  expect(days.map((day) => isMemberFrom(march, day))).toEqual([true, true, false]);
  expect(isMemberFrom({ ...march, leftOn: "2027-03-01" }, "2027-02-01")).toBe(false);
  expect(isMemberFrom({ ...march, leftOn: null }, "2037-01-01")).toBe(true);
});
