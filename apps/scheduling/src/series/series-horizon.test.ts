import { expect, test } from "@jest/globals";
import { upToPause } from "./series-horizon.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** On the first of March 2027 at 23:00 in UTC, when it is already the second in Berlin. */
const start = Date.parse("2027-03-01T23:00:00Z");
const all = { starts: [start, start + DAY, start + 2 * DAY], until: start + 9 * DAY };

test("a series books sessions up to the first day of a planned pause, in its own zone", () => {
  const upTo = (timeZone: string, startsOn: string) => upToPause(all, { timeZone }, { startsOn });
  expect(upTo("UTC", "2027-03-02")).toEqual({ starts: [start], until: start + DAY });
  expect(upTo("Europe/Berlin", "2027-03-02")).toEqual({ starts: [], until: start });
});

test("a series books everything if no pause is planned, or the pause begins later", () => {
  expect(upToPause(all, { timeZone: "UTC" }, null)).toEqual(all);
  expect(upToPause(all, { timeZone: "UTC" }, { startsOn: "2027-03-04" })).toEqual(all);
});
