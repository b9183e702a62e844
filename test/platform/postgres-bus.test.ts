import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createLogger, newId, PostgresBus } from "@coachwork/platform";
import { createTestDatabase, type TestDatabase, testServer } from "@coachwork/testing";
import pg from "pg";

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

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited 20 s for ${what}.`);
    await pause(20);
  }
}

test("a bus that cannot connect tries again one time after the other, and has one connection in the end", async () => {
  await cutOff();
  const from = performance.now();
  await until(() => attempts >= 5, "five attempts");
  // Twice as many each time would be 31 in the time of five.
  expect(attempts).toBe(5);
  expect(performance.now() - from).toBeGreaterThan(4 * 500);

  const woken: (string | null)[] = [];
  bus.onWake((firmId) => woken.push(firmId));
  await admit(true);
  await until(() => woken.length > 0, "the bus to be back");
  const firmId = newId();
  bus.wake(firmId);
  await until(() => woken.includes(firmId), "the wake-up");
  expect(woken).toEqual([null, firmId]);
  expect(await connections()).toHaveLength(1);
});

test("a bus that is closed while it cannot connect stays closed", async () => {
  await cutOff();
  await until(() => attempts >= 1, "an attempt");
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
  await until(() => woken.includes(other), "both firms");
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
    await until(() => firms.every((firmId) => woken.has(firmId)), "all wake-ups");
    expect(warnings).toEqual([]);
  } finally {
    process.off("warning", warned);
    await other.close();
  }
});
