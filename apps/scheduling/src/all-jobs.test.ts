import { expect, test } from "@jest/globals";
import { allJobs } from "./all-jobs.js";

test("no two jobs have the same name", () => {
  const names = allJobs.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test.each(["mail", "calendars", "sign-in", "schedule"])("the lane %s has jobs", (lane) => {
  expect(allJobs.some((job) => job.lane === lane)).toBe(true);
});
