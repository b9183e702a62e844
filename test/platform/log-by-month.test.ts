import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { withConnection } from "@coachwork/infra/database";
import { FirmFactory } from "@coachwork/testing";
import { LogByMonth1793000000101 } from "../../packages/schema/src/migrations/1793000000101-log-by-month.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

/** The log as it was before. */
const before = [
  "drop table event",
  "drop schema event_log cascade",
  `create table event (
    firm_id uuid not null, seq bigint not null, type text not null, ids jsonb not null, actor_id uuid,
    occurred_at timestamptz not null, object_type text, object_id uuid, client_address text,
    primary key (firm_id, seq), foreign key (firm_id) references firm
  )`,
  "create index event_time on event (firm_id, occurred_at, seq)",
  "alter table event enable row level security",
  "alter table event force row level security",
  "create policy event_of_firm on event using (firm_id = nullif(current_setting('app.firm_id', true), '')::uuid)",
];

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("every firm's events are in their months afterwards, those of a wrong clock as well", async () => {
  const firms = [await FirmFactory.create(database.admin), await FirmFactory.create(database.admin)];
  const days = ["1970-01-01", "2024-02-29", "2024-02-29", "2025-12-31", "9000-01-01"];
  const all = "select e.*, e.occurred_at::text as at from event e order by firm_id, seq";
  await database.admin.query(`grant create on database ${database.name} to coachwork_owner`);
  await withConnection(database.ownerUrl, async (owner) => {
    for (const text of before) await owner.query(text);
    for (const { firmId } of firms)
      await database.admin.query(
        `insert into event (firm_id, seq, type, ids, actor_id, occurred_at, object_type, object_id, client_address)
         select $1, n, 'person.created', jsonb_build_object('person', $1::uuid), $1, day, 'person', $1, '10.0.0.1'
         from unnest($2::timestamptz[]) with ordinality as given (day, n)`,
        [firmId, days],
      );
    const { rows } = await database.admin.query(all);
    const query = async (text: string, values?: unknown[]) => (await owner.query(text, values)).rows as unknown;
    await owner.query("begin");
    await new LogByMonth1793000000101().up({ query } as never);
    await owner.query("commit");
    expect((await database.admin.query(all)).rows).toEqual(rows);
  });
  const { rows } = await database.admin.query<{ month: string; count: number }>(
    "select tableoid::regclass::text as month, count(*)::integer from event group by 1 order by 1",
  );
  expect(rows).toEqual([
    { month: "event_log.m2024_02", count: 4 },
    { month: "event_log.m2025_12", count: 2 },
    { month: "event_log.rest", count: 4 },
  ]);
});
