import { expect, test } from "@jest/globals";
import { FirmFactory, until } from "@coachwork/testing";
import { ownStage } from "../support/stage.ts";
import { imported } from "./moving-in-world.ts";

const { database, platform, signedIn } = await ownStage();

test("A service that is killed amid an import leaves nothing of it, and the import is done once when it is sent again", async () => {
  const firm = await FirmFactory.create(database.admin);
  const owner = await signedIn(firm, await firm.person(["OWNER"]));
  const coach = await firm.person(["COACH"], { external_id: "c1" });
  const client = await firm.person(["CLIENT"], { external_id: "p1" });
  await firm.engagement(
    { coaches: [coach], participants: [client] },
    {
      external_id: "e1",
      kind: "MENTORING",
      mentoring_form: "INFORMAL",
      starts_on: "2000-01-01",
      ends_on: null,
      allocation_unit: null,
      allocation_amount: null,
    },
  );
  await database.admin.query("update engagement_coach set joined_on = '2000-01-01' where firm_id = $1", [firm.firmId]);
  await database.admin.query("update engagement_participant set joined_on = '2000-01-01' where firm_id = $1", [
    firm.firmId,
  ]);
  const lines = Array.from({ length: 1_500 }, (_, place) => {
    const day = new Date(Date.UTC(2000, 0, 2 + place)).toISOString().slice(0, 10);
    return `e1,${day}T09:00:00Z,60`;
  });
  const csv = ["engagement,starts_at,minutes", ...lines].join("\n");
  const sessions = async () =>
    (await database.admin.query("select count(*)::integer as count from session where firm_id = $1", [firm.firmId]))
      .rows[0];

  // While somebody else has a row that it needs last, the import has written, and cannot commit.
  const other = await database.admin.connect();
  await other.query("begin");
  await other.query("select from firm_counter where firm_id = $1 for update", [firm.firmId]);
  const answer = imported(owner, "importSessions", csv, { idempotencyKey: "history" }).catch((error: unknown) => error);
  await until("the import to wait for its commit", async () => {
    const { rows } = await database.admin.query(
      "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%firm_counter%' limit 1",
    );
    return rows.length > 0;
  });
  process.kill(platform.scheduling.pid()!, "SIGKILL");
  await until("the killed import to be gone", async () => {
    const { rows } = await database.admin.query(
      "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%firm_counter%' limit 1",
    );
    return rows.length === 0;
  });
  expect(await sessions()).toEqual({ count: 0 });
  await other.query("rollback");
  other.release();
  await answer;
  const again = await until(
    "the import to be done",
    () => imported(owner, "importSessions", csv, { idempotencyKey: "history" }).catch(() => null),
    (payload) => payload?.userErrors.length === 0,
  );
  expect(again.created).toBe(1_500);
  expect(await sessions()).toEqual({ count: 1_500 });
  expect(await imported(owner, "importSessions", csv)).toMatchObject({ created: 0, unchanged: 1_500, refused: 0 });
}, 120_000);
