import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { withConnection } from "@coachwork/infra/database";
import { at, FirmFactory } from "@coachwork/testing";
import { SessionsAheadCommitted1793000000050 } from "../../packages/schema/src/migrations/1793000000050-sessions-ahead-committed.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { signIn } from "../support/sign-in.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("An update of the database commits accounts to the sessions ahead, of those who share their busy time", async () => {
  const expected: string[] = [];
  for (const shares of [true, false]) {
    const firm = await FirmFactory.create(database.admin);
    const coach = await firm.person(["COACH"], { shares_busy_time: shares });
    await signIn(database, firm, coach);
    const engagement = await firm.engagement({ coaches: [coach] });
    await firm.session(engagement, { coaches: [coach], startsAt: at(-3, 9) }, { status: "COMPLETED" });
    const ahead = await firm.session(engagement, { coaches: [coach], startsAt: at(3, 9) });
    if (shares) expected.push(ahead);
  }
  const committed = async () => {
    const { rows } = await database.admin.query<{ id: string }>('select "sessionId" as id from identity.commitment');
    return rows.map(({ id }) => id);
  };
  await database.admin.query("delete from identity.commitment");
  // As the tables' owner, whom row level security binds; done twice, it changes nothing more.
  await withConnection(database.ownerUrl, async (client) => {
    const query = async (text: string, values?: unknown[]) => (await client.query(text, values)).rows as unknown;
    for (let times = 0; times < 2; times += 1) {
      await query("begin");
      await new SessionsAheadCommitted1793000000050().up({ query } as never);
      await query("commit");
      expect(await committed()).toEqual(expected);
    }
  });
});
