import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { busyFromIcs } from "./busy-calendar.js";
import { shown } from "./busy.testing.js";

interface Case {
  readonly name: string;
  readonly ics: string;
  readonly coachZone?: string;
  readonly coachEmail?: string;
  readonly busy: string[][];
  readonly warnings?: number;
}

const { cases } = JSON.parse(readFileSync(new URL("./fixtures/calendar-cases.json", import.meta.url), "utf8")) as {
  cases: Case[];
};
const may = { from: Date.parse("2027-05-01T00:00Z"), to: Date.parse("2027-06-01T00:00Z") };

test.each(cases)("$name", ({ ics, coachZone: timeZone = "UTC", coachEmail: owner, busy, warnings = 0 }) => {
  const read = busyFromIcs(ics, { ...may, timeZone, owner });
  expect(shown(read.busy)).toEqual(busy);
  expect(read.warnings.length).toBeGreaterThanOrEqual(warnings);
  // What is kept of it says the same.
  expect(busyFromIcs(read.kept, { ...may, timeZone, owner }).busy).toEqual(read.busy);
});
