import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { withConnection } from "@coachwork/infra/database";
import { at, FirmFactory } from "@coachwork/testing";
import { BookedBy1793000000034 } from "../../packages/schema/src/migrations/1793000000034-booked-by.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { signIn } from "../support/sign-in.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Takes the columns away and has the migration add them again, as the tables' owner, whom row level security binds. */
async function migrateAgain(): Promise<void> {
  await withConnection(database.ownerUrl, async (client) => {
    const query = async (text: string, values?: unknown[]) => (await client.query(text, values)).rows as unknown;
    const migration = new BookedBy1793000000034();
    await query("begin");
    await migration.down({ query } as never);
    await migration.up({ query } as never);
    await query("commit");
  });
}

/** A firm with a session of each origin; gives what must be known of each, by the session's id. */
async function firmWithHistory(): Promise<{ firmId: string; sessions: Record<string, string | null>; series: string }> {
  const firm = await FirmFactory.create(database.admin);
  const { firmId } = firm;
  const [owner, coach, client] = [
    await firm.person(["OWNER"]),
    await firm.person(["COACH"]),
    await firm.person(["CLIENT"]),
  ];
  await signIn(database, firm, owner);
  const engagement = await firm.engagement({ coaches: [coach], participants: [client] });
  let seq = 0;
  const tell = async (type: string, ids: object, actor: string | null, occurredAt: Date) => {
    seq += 1;
    const values = [firmId, seq, type, JSON.stringify(ids), actor, occurredAt];
    await database.admin.query("insert into event values ($1, $2, $3, $4, $5, $6)", values);
  };
  const key = await firm.row("api_key", {
    ...{ name: "Key", public_id: firmId, secret_hash: firmId, scopes: ["schedule:read"] },
    ...{ created_by_id: owner, created_at: at(-9, 1) },
  });
  const series = await firm.row("series", {
    ...{ engagement_id: engagement, kind: "REGULAR", rule: "FREQ=WEEKLY", time_zone: "UTC", sequence: 0 },
    ...{ first_start: "2026-01-01T09:00", duration_minutes: 60, materialised_until: at(9, 1), created_at: at(-8, 1) },
  });
  await tell("series.booked", { series }, client, at(-8, 1));
  const write = async (
    created: Date,
    told: readonly (readonly [type: string, actor: string | null, when: Date])[],
    values: object = {},
  ) => {
    const session = await firm.session(
      engagement,
      { coaches: [], startsAt: created },
      { created_at: created, ...values },
    );
    for (const [type, actor, when] of told) await tell(type, { session }, actor, when);
    return session;
  };
  const then = at(-5, 1);
  const later = at(-4, 1);
  return {
    firmId,
    series: client,
    sessions: {
      [await write(then, [
        ["session.booked", coach, then],
        ["session.completed", owner, later],
      ])]: coach,
      [await write(then, [
        ["session.held", client, then],
        ["session.confirmed", owner, later],
      ])]: owner,
      [await write(then, [["session.completed", coach, then]])]: coach,
      [await write(then, [["session.completed", coach, later]])]: null,
      [await write(then, [["session.held", client, then]], { status: "HELD" })]: null,
      [await write(then, [["session.booked", key, then]])]: null,
      [await write(then, [["session.booked", null, then]])]: null,
      [await write(then, [["session.booked", null, then]], { series_id: series, original_start: then })]: client,
      [await write(then, [["session.booked", owner, then]], { series_id: series, original_start: later })]: owner,
    },
  };
}

test("Who booked the sessions and series that exist is found in each firm's log", async () => {
  const firms = [await firmWithHistory(), await firmWithHistory()];
  await migrateAgain();
  for (const { firmId, sessions, series } of firms) {
    const of = async (table: string) => {
      const text = `select id, booked_by_id from ${table} where firm_id = $1`;
      const { rows } = await database.admin.query<{ id: string; booked_by_id: string | null }>(text, [firmId]);
      return rows;
    };
    expect(Object.fromEntries((await of("session")).map((row) => [row.id, row.booked_by_id]))).toEqual(sessions);
    expect((await of("series")).map((row) => row.booked_by_id)).toEqual([series]);
  }
});
