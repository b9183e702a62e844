import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Database } from "@coachwork/platform";
import type { EntityMetadata } from "typeorm";
import { FIRM_B } from "./hidden.js";
import { createWorld, type World } from "./world.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let world: World;
let tables: readonly EntityMetadata[];

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createWorld(database.admin);
  const options = { poolSize: 1, statementTimeoutMs: 5_000, applicationName: "isolation" };
  const services = await Database.connect({ url: database.gatewayUrl, ...options });
  tables = services.source.entityMetadatas;
  await services.close();
});
afterAll(() => database.drop());

/** Words of a closed set, single words of names, numbers and truths look alike in every firm; a leak of theirs comes with what else is in the row. */
const unmarked =
  /\.(role|former_roles|kind|side|format|mentoring_form|status|status_before|allocation_unit|visibility|type|scopes|sequence|blocks|weekday|code|cancelled_by|mentee_answer|introduced_answer|participant_answer|coach_answer|cancellation_cause|closing_reason|disabled_reason|event_types?|clients_cancel|clients_reschedule|chemistry|overrides|outcome|not_moved_because|kinds|formats|affiliation|hourly_rate_currency|object_type|error_code|state|privacy|point|quarter|rater_group|recommended_kind|chosen_kind|wanted_format|assignment|published|unmatched)$|^spelling\.(form|field|spelling)$|^(engagement_pause|rematch|match)\.sessions$|^survey\.thresholds$|^match_run_member\.points$|^goal\.sharing$|^metric\.(frequency|target_direction)$|^cohort_member\.reason$|^pool\.unit$|^busy_calendar\.failure$/;
const numbers = new Set(["integer", "int4", "bigint", "boolean", "double precision"]);

test("Everything that the other firm has bears a mark of it: every column of every table", async () => {
  const faults: string[] = [];
  for (const { tableName, columns } of tables) {
    for (const { databaseName, type } of columns) {
      const at = `${tableName}.${databaseName}`;
      const { rows } = await database.admin.query<{ value: string }>(
        `select ${databaseName}::text as value from ${tableName} where firm_id = $1 and ${databaseName} is not null`,
        [world.firmB],
      );
      if (rows.length === 0) faults.push(`${at} is empty`);
      if (unmarked.test(at) || numbers.has(String(type))) continue;
      const plain = rows.filter(
        ({ value }) => !FIRM_B.some((mark) => value.toLowerCase().includes(mark.toLowerCase())),
      );
      if (plain.length > 0) faults.push(`${at} says ${plain[0]!.value}`);
    }
  }
  // The zone in which sessions are agreed is a mark of its own, against those who see dates only.
  expect(faults).toEqual(["session.time_zone says Asia/Kathmandu"]);
});
