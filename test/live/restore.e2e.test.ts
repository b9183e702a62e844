import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { withConnection } from "@coachwork/infra/database";
import { apiId, at, FirmFactory, type TestClient } from "@coachwork/testing";
import { happen } from "./events.ts";
import { testServer } from "../support/test-run.ts";
import { ownStage } from "../support/stage.ts";

/** The database is restored to an earlier state, and the log goes on from there with the same numbers. */
let firm: FirmFactory;
let coach: string;
let engagement: string;
let watcher: TestClient;

const changes = `subscription($coach: ID!, $after: Int, $position: String) {
  scheduleChanged(coachId: $coach, after: $after, position: $position) { seq position session { id } }
}`;

const { database, signedIn } = await ownStage();

beforeAll(async () => {
  firm = await FirmFactory.create(database.admin);
  coach = await firm.person(["COACH"]);
  engagement = await firm.engagement({ coaches: [coach] });
  watcher = await signedIn(firm, coach);
});

afterAll(async () => {
  await withConnection(testServer().adminUrl, (admin) => admin.query(`drop database if exists ${late()} with (force)`));
});

const saved = () => `${database.name}_saved`;
const late = () => `${database.name}_late`;

const follow = (from: object = {}) => watcher.follow(changes, { coach: apiId("person", coach), ...from });

async function book(day: number): Promise<void> {
  const session = await firm.session(engagement, { coaches: [coach], startsAt: at(day, 9) });
  await happen(database.admin, firm, "session.booked", { session, engagement, coaches: [coach] });
}

/** Does something for which nobody may be connected to the database. */
async function whileNobodyIsConnected(statement: string): Promise<void> {
  await withConnection(testServer().adminUrl, async (admin) => {
    await admin.query(`alter database ${database.name} connection limit 0`);
    for (let isDone = false; !isDone;) {
      await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [database.name]);
      isDone = await admin.query(statement).then(
        () => true,
        (error: { code?: string }) => {
          if (error.code !== "55006") throw error; // somebody is connected still
          return false;
        },
      );
    }
    await admin.query(`alter database ${database.name} connection limit -1`);
  });
}

test("a subscriber of what is no more is told so, by whatever it would go on; who knows no more than that goes on", async () => {
  const open = follow({ after: 0 });
  for (const day of [1, 2]) await book(day);
  await open.until(2);
  await whileNobodyIsConnected(`create database ${saved()} template ${database.name}`);
  for (const day of [3, 4, 5, 6]) await book(day);
  const before = (await open.until(6)).map(({ data }) => data.scheduleChanged);

  await whileNobodyIsConnected(
    `alter database ${database.name} rename to ${late()}; alter database ${saved()} rename to ${database.name}`,
  );
  await book(7);
  expect(JSON.stringify(await open.untilEnded())).toContain("RESYNC_REQUIRED");
  const tooLate = follow({ after: before[5].seq });
  await tooLate.untilEnded();
  expect(JSON.stringify(tooLate.received)).toContain("RESYNC_REQUIRED");

  // Once the log is as long as it was, the numbers say nothing any more.
  for (const day of [8, 9, 10, 11]) await book(day);
  for (const { position } of before.slice(2)) {
    const answers = follow({ position });
    await answers.untilEnded();
    expect(JSON.stringify(answers.received)).toContain("RESYNC_REQUIRED");
    expect(JSON.stringify(answers.received)).toContain("subscribe from now on");
  }
  const goingOn = follow({ position: before[1].position });
  const seqs = (await goingOn.until(5)).map(({ data }) => data.scheduleChanged.seq);
  expect(seqs).toEqual([3, 4, 5, 6, 7]);
});
