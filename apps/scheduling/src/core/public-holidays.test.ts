import { expect, test } from "@jest/globals";
import { hasPublicHolidays, publicHolidays } from "./public-holidays.js";

test.each([
  ["a country's", "DE", "2026-12-01", "2027-01-10", ["2026-12-25", "2026-12-26", "2027-01-01"]],
  [
    "those of a part of it besides",
    "DE-BY",
    "2026-12-01",
    "2027-01-10",
    ["2026-12-25", "2026-12-26", "2027-01-01", "2027-01-06"],
  ],
  [
    "the day that takes the place of one on a Sunday",
    "GB-ENG",
    "2026-12-24",
    "2026-12-31",
    ["2026-12-25", "2026-12-26", "2026-12-28"],
  ],
  [
    "each day of one that lasts several",
    "TR",
    "2026-05-20",
    "2026-06-05",
    ["2026-05-27", "2026-05-28", "2026-05-29", "2026-05-30"],
  ],
  ["the first and the last date", "US", "2026-11-26", "2026-12-25", ["2026-11-26", "2026-12-25"]],
  ["none where there is none", "FR", "2026-09-01", "2026-09-30", []],
])("public holidays are %s", async (_, region, first, last, dates) => {
  expect([...(await publicHolidays(region, first, last))].sort()).toEqual(dates);
});

test("regions are countries and parts of them, in capitals", async () => {
  expect(await Promise.all(["DE", "DE-BY", "US-LA-NO", "CH-ZH"].map(hasPublicHolidays))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  const wrong = ["", "XX", "de", "DE-ZZ", "DE-BY-ZZ", "US-LA-NO-1", "constructor", "DE-constructor", "Germany"];
  for (const region of wrong) expect([region, await hasPublicHolidays(region)]).toEqual([region, false]);
});
