import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Bus, createLogger, NatsBus, newId, openBus, PostgresBus, type Spending } from "@coachwork/platform";
import { until } from "@coachwork/testing";
import pg from "pg";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { natsProgram, NatsServer } from "../support/nats-server.ts";
import { testServer } from "../support/test-run.ts";

/** What every bus promises, whatever carries it. */
interface Carrier {
  /** A bus as each process has one. */
  open(): Bus & Spending & { connect(): Promise<void>; readonly problem: string | undefined };
  /** Ends all connections, and lets no new ones in. */
  cutOff(): Promise<void>;
  letIn(): Promise<void>;
  remove(): Promise<void>;
}

const logger = createLogger("test", "silent");

async function postgres(): Promise<Carrier> {
  const database: TestDatabase = await createTestDatabase();
  const server = new pg.Client(testServer().adminUrl);
  await server.connect();
  const admit = (isOpen: boolean) => server.query(`alter database ${database.name} allow_connections ${isOpen}`);
  return {
    open: () => new PostgresBus(database.schedulingUrl, logger),
    async cutOff() {
      await admit(false);
      const busOfDatabase = "datname = $1 and application_name = 'coachwork bus'";
      await server.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${busOfDatabase}`, [
        database.name,
      ]);
    },
    async letIn() {
      await admit(true);
    },
    async remove() {
      await server.end();
      await database.drop();
    },
  };
}

async function nats(): Promise<Carrier> {
  const server = await NatsServer.start(natsProgram!);
  return {
    open: () => new NatsBus([server.url], logger),
    cutOff: () => server.kill(),
    letIn: () => server.start(),
    remove: () => server.remove(),
  };
}

const carriers: [string, () => Promise<Carrier>][] = [["PostgreSQL", postgres]];
if (natsProgram) carriers.push(["NATS", nats]);

describe.each(carriers)("Over %s,", (_, create) => {
  let carrier: Carrier;
  let here: ReturnType<Carrier["open"]>;
  let there: ReturnType<Carrier["open"]>;
  let woken: (string | null)[];
  let rechecked: (string | null)[];
  let spent: [string, number][];

  beforeAll(async () => {
    carrier = await create();
  });
  afterAll(() => carrier?.remove());
  beforeEach(async () => {
    [here, there] = [carrier.open(), carrier.open()];
    await Promise.all([here.connect(), there.connect()]);
    [woken, rechecked, spent] = [[], [], []];
    there.onWake((firmId) => woken.push(firmId));
    there.onRecheck((ids) => rechecked.push(...(ids ?? [null])));
    there.onSpent((account, cost) => spent.push([account, cost]));
  });
  afterEach(() => Promise.all([here.close(), there.close()]));

  test("other processes hear whose log to read, whose rights to check and what was spent", async () => {
    const [firmId, id] = [newId(), newId()];
    here.wake(firmId);
    here.recheck(id);
    here.spend("account", 5);
    await until("all of it", () => woken.includes(firmId) && rechecked.includes(id) && spent.length > 0);
    expect([woken, rechecked, spent]).toEqual([[firmId], [id], [["account", 5]]]);
  });

  test("a process wakes its own followers, and does not count its own spending twice", async () => {
    const firmId = newId();
    there.spend("account", 5);
    there.wake(firmId);
    await until("the wake-up", () => woken.includes(firmId));
    here.spend("account", 7);
    await until("what others spent", () => spent.length > 0);
    expect(spent).toEqual([["account", 7]]);
  });

  test("rights are checked here before the call returns", () => {
    const id = newId();
    there.recheck(id);
    expect(rechecked).toEqual([id]);
  });

  test("what happens at once is told once, and what happens a moment later is told too", async () => {
    const [one, other] = [newId(), newId()];
    for (const firmId of [one, one, one, other, one]) here.wake(firmId);
    for (let times = 0; times < 10; times += 1) here.spend("account", 1);
    await until("both firms", () => woken.includes(other) && spent.reduce((sum, [, cost]) => sum + cost, 0) === 10);
    expect(woken.filter((firmId) => firmId === one).length).toBeLessThanOrEqual(2);
    expect(spent.length).toBeLessThanOrEqual(2);
  });

  test("very many at once all arrive", async () => {
    const ids = Array.from({ length: 12_000 }, () => newId());
    here.recheck(...ids);
    for (const id of ids.slice(0, 500)) here.spend(id, 2);
    await until("all of them", () => rechecked.length >= ids.length && spent.length >= 500);
    expect(new Set(rechecked)).toEqual(new Set(ids));
    expect(spent.length).toBe(500);
  });

  test("after a lost connection everything may have changed, and what was said meanwhile is said", async () => {
    const [firmId, id] = [newId(), newId()];
    const wokenHere: (string | null)[] = [];
    here.onWake((each) => wokenHere.push(each));
    await carrier.cutOff();
    await until("both to notice", () => here.problem !== undefined && there.problem !== undefined);
    expect(here.problem).toMatch(/^The bus has lost its connection to /);
    here.wake(firmId);
    here.recheck(id);
    here.spend("account", 9);
    expect([woken, wokenHere, rechecked, spent]).toEqual([[], [], [], []]);
    await carrier.letIn();
    await until("all of it", () => woken.includes(null) && rechecked.includes(null));
    await until("the connections", () => here.problem === undefined && there.problem === undefined);
    // The other may not listen yet when it is said: it hears afterwards that everything may have changed.
    await until("what was said meanwhile", () => wokenHere.includes(firmId));
    expect(wokenHere.indexOf(null)).toBeLessThan(wokenHere.indexOf(firmId));
    const later = newId();
    here.wake(later);
    here.recheck(later);
    await until("what is said later", () => woken.includes(later) && rechecked.includes(later));
  });

  test("a right that is taken away as the connection breaks is checked everywhere within moments of its return", async () => {
    const id = newId();
    here.recheck(id);
    await carrier.cutOff();
    await carrier.letIn();
    await until("the check", () => rechecked.includes(id) || rechecked.includes(null));
  });

  test("a bus that is closed says what it was told, ends promptly and is silent, wherever its server is", async () => {
    const firmId = newId();
    here.wake(firmId);
    await here.close();
    await until("the last wake-up", () => woken.includes(firmId));
    await carrier.cutOff();
    const from = performance.now();
    await there.close();
    expect(performance.now() - from).toBeLessThan(3_000);
    const before = woken.length;
    await carrier.letIn();
    const other = carrier.open();
    await other.connect();
    let isHeard = false;
    other.onWake(() => (isHeard = true));
    other.wake(newId());
    await until("another one to hear", () => isHeard);
    await other.close();
    expect(woken.length).toBe(before);
  });
});

test("a bus that cannot be reached says which setting is wrong", async () => {
  const nobody = "127.0.0.1:9";
  const open = (config: object) =>
    openBus({ DATABASE_URL: "postgres://a:b@127.0.0.1:9/there", ...config }, logger).then(
      () => "connected",
      ({ message }: Error) => message,
    );
  expect(await open({ NATS_URL: [new URL(`nats://${nobody}`)] })).toMatch(
    /^NATS_URL: no NATS server at 127\.0\.0\.1:9 can be used \(.*\)\. Start one, or correct the address\.$/,
  );
  expect(await open({ BUS_DATABASE_URL: `postgres://a:b@${nobody}/direct` })).toMatch(
    /^BUS_DATABASE_URL: the bus cannot listen at 127\.0\.0\.1:9\/direct/,
  );
  expect(await open({})).toMatch(/^DATABASE_URL: the bus cannot listen at 127\.0\.0\.1:9\/there/);
});

if (natsProgram)
  test("a NATS server that keeps no streams is refused at the start", async () => {
    const server = await NatsServer.start(natsProgram!, []);
    try {
      const refusal = openBus({ DATABASE_URL: "postgres://unused", NATS_URL: [server.url] }, logger);
      await expect(refusal).rejects.toThrow(
        /^NATS_URL: .* has no stream for rechecks .*Start it with JetStream \(-js\)/,
      );
    } finally {
      await server.remove();
    }
  });
else
  test("NATS is not tried: this machine has no nats-server. Install it, or name it with NATS_SERVER", () => {
    process.stderr.write(
      "There is no nats-server in PATH and NATS_SERVER is not set: the bus over NATS is not tested.\n",
    );
  });
