import { setTimeout as pause } from "node:timers/promises";
import { until } from "@coachwork/testing";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createLogger, newId, PostgresBus } from "@coachwork/platform";
import pg from "pg";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { testServer } from "../support/test-run.ts";

let database: TestDatabase;
let server: pg.Client;
let bus: PostgresBus;
let attempts: number;

beforeAll(async () => {
  database = await createTestDatabase();
  // Outside of the database, which will let nobody in.
  server = new pg.Client(testServer().adminUrl);
  await server.connect();
});
afterAll(async () => {
  await server?.end();
  await database?.drop();
});
beforeEach(async () => {
  attempts = 0;
  const logger = createLogger("test", "silent");
  logger.warn = (_: unknown, message?: string) => void (message?.includes("cannot connect") && (attempts += 1));
  bus = new PostgresBus(database.schedulingUrl, logger);
  await bus.connect();
});
afterEach(async () => {
  await admit(true);
  await bus.close();
});

/** Whether the database takes connections; those that are there stay. */
const admit = (isOpen: boolean) => server.query(`alter database ${database.name} allow_connections ${isOpen}`);
const connections = async () => {
  const { rows } = await server.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = $1 and application_name = 'coachwork bus'",
    [database.name],
  );
  return rows.map(({ pid }) => pid);
};
/** Cuts the bus off, and keeps it from coming back. */
async function cutOff(): Promise<void> {
  const [pid] = await connections();
  await admit(false);
  await server.query("select pg_terminate_backend($1)", [pid]);
}

test("a bus that cannot connect tries again one time after the other, and has one connection in the end", async () => {
  await cutOff();
  const from = performance.now();
  await until("five attempts", () => attempts >= 5);
  // Twice as many each time would be 31 in the time of five.
  expect(attempts).toBe(5);
  expect(performance.now() - from).toBeGreaterThan(4 * 500);

  const woken: (string | null)[] = [];
  bus.onWake((firmId) => woken.push(firmId));
  await admit(true);
  await until("the bus to be back", () => woken.length > 0);
  const firmId = newId();
  bus.wake(firmId);
  await until("the wake-up", () => woken.includes(firmId));
  expect(woken).toEqual([null, firmId]);
  expect(await connections()).toHaveLength(1);
});

test("a bus that is closed while it cannot connect stays closed", async () => {
  await cutOff();
  await until("an attempt", () => attempts >= 1);
  await bus.close();
  const before = attempts;
  await admit(true);
  await pause(1_200); // more than two attempts would take
  expect(attempts).toBe(before);
  expect(await connections()).toEqual([]);
});

test("what happens at once is told once, and what happens a moment later is told too", async () => {
  const woken: (string | null)[] = [];
  bus.onWake((firmId) => woken.push(firmId));
  const [one, other] = [newId(), newId()];
  for (const firmId of [one, one, one, other, one]) bus.wake(firmId);
  await until("both firms", () => woken.includes(other));
  expect(woken.filter((firmId) => firmId === one).length).toBeLessThanOrEqual(2);
});

test("a bus that says much over a slow connection says it all, and nothing about how", async () => {
  const warnings: string[] = [];
  const warned = ({ message }: Error) => void warnings.push(message);
  process.on("warning", warned);
  const firms = Array.from({ length: 4 }, () => newId());
  const woken = new Set<string | null>();
  const [pid] = await connections();
  const other = new PostgresBus(database.schedulingUrl, createLogger("test", "silent"));
  await other.connect();
  other.onWake((firmId) => woken.add(firmId));
  try {
    // Nobody answers while more is said.
    process.kill(pid!, "SIGSTOP");
    for (const firmId of firms) {
      bus.wake(firmId);
      await pause(40); // longer than between two notifications
    }
    process.kill(pid!, "SIGCONT");
    await until("all wake-ups", () => firms.every((firmId) => woken.has(firmId)));
    expect(warnings).toEqual([]);
  } finally {
    process.off("warning", warned);
    await other.close();
  }
});
