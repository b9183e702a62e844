import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { absentFromRoster } from "../../apps/gateway/src/tenancy/roster-absent.js";
import { peopleOnRoster, rolesOfPeople } from "../../apps/gateway/src/tenancy/roster-known.js";
import { organizationsOnRoster } from "../../apps/gateway/src/tenancy/roster-places.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

/** What an import looks up stays quick in a large firm: a plan that is kept compares no list value by value. */
let stored: TestDatabase;

beforeAll(async () => {
  stored = await createTestDatabase();
});
afterAll(() => stored?.drop());

test.each([
  ["people", peopleOnRoster],
  ["people who are not", absentFromRoster],
  ["roles of people", rolesOfPeople],
  ["organizations", organizationsOnRoster],
])("%s on a roster are found by hashing its values", async (_, statement) => {
  const { rows } = await stored.admin.query<{ "QUERY PLAN": string }>(`explain (generic_plan, costs off) ${statement}`);
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toMatch(/hashed SubPlan|Semi Join|HashAggregate/);
  expect(plan).not.toMatch(/= ANY/);
});
