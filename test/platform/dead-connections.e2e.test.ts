import { rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { withConnection } from "@coachwork/infra/database";
import { createLogger, Database, DatabaseProbe, systemClock as clock } from "@coachwork/platform";
import { type AnyData, apiId, FirmFactory, type Link, openLink, TestClient, until, within } from "@coachwork/testing";
import { LOOK_MS, watchedClient } from "../../packages/platform/src/database/watched-client.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { startPlatform, type TestPlatform } from "../support/platform.ts";
import { PASSWORD, signIn } from "../support/sign-in.ts";
import { testServer } from "../support/test-run.ts";

/** How soon everything works again once the way to the database does. */
const SOON_MS = 5_000;
/** What a machine that is busy with other tests may take besides. */
const BUSY_MS = 3_000;

let stored: TestDatabase;
let link: Link;
let platform: TestPlatform;
let firm: FirmFactory;
let coach: string;
let engagement: string;
let client: TestClient;

beforeAll(async () => {
  stored = await createTestDatabase();
  link = await openLink(stored.adminUrl);
  const linked = {
    ...stored,
    gatewayUrl: link.by(stored.gatewayUrl),
    schedulingUrl: link.by(stored.schedulingUrl),
  };
  platform = await startPlatform(linked, { JOB_POLL_MS: "200", EVENT_POLL_MS: "500" });
  firm = await FirmFactory.create(stored.admin);
  coach = await firm.person(["COACH", "OWNER"], { email: "coach@links.example" });
  engagement = await firm.engagement({ coaches: [coach], participants: [await firm.person(["CLIENT"])] });
  await firm.availability(coach);
  client = new TestClient(platform.url, await signIn(stored, firm, coach));
});
afterEach(() => link.restore());
afterAll(async () => {
  await client?.close();
  await platform?.stop();
  await link?.close();
  await stored?.drop();
});

/** Who cannot be reached has not said yes. */
const isSo = (condition: () => Promise<boolean>) => () => condition().catch(() => false);

let hour = 0;
const inHours = () => new Date(Math.ceil(Date.now() / 3_600_000 + (hour += 2)) * 3_600_000);

async function book(): Promise<string> {
  const startsAt = inHours();
  const { bookSession } = await client.ask(
    "mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } userErrors { code message } } }",
    {
      input: {
        engagementId: apiId("engagement", engagement),
        coachIds: [apiId("person", coach)],
        startsAt,
        endsAt: new Date(startsAt.getTime() + 1_800_000),
      },
    },
  );
  expect(bookSession.userErrors).toEqual([]);
  return bookSession.session.id;
}

const readyz = async (url: string) => {
  const from = performance.now();
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, body: (await response.json()) as AnyData, ms: performance.now() - from };
};

describe("connections that go dead without a word", () => {
  test("are replaced, so that requests, sign-in, sockets and jobs work again within five seconds", async () => {
    // So many at once that each pool has several connections, all of which go dead.
    await Promise.all(Array.from({ length: 12 }, () => client.ask("{ me { id } }")));
    await book();

    link.deaden();
    const from = performance.now();
    const answersFrom = async (ask: () => Promise<unknown>) => {
      await within(
        SOON_MS + 2 * BUSY_MS,
        "an answer",
        isSo(() => ask().then(() => true)),
      );
      return performance.now() - from;
    };
    const impatient = { signal: AbortSignal.timeout(SOON_MS + 2 * BUSY_MS) };
    const signIn = () =>
      fetch(`${platform.url}/auth/sign-in/email`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ email: "coach@links.example", password: PASSWORD }),
        ...impatient,
      }).then(async (response) => {
        if (response.status !== 200) throw new Error(await response.text());
      });
    let booked = "";
    const subscription =
      "subscription($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { type session { id } } }";
    const follow = () => client.follow(subscription, { coach: apiId("person", coach) });
    let watching = follow();
    const times = await Promise.all([
      answersFrom(() => client.ask("{ me { id } firm { name } }")),
      answersFrom(signIn),
      answersFrom(async () => (booked = await book())),
      answersFrom(async () => {
        watching = follow();
        const [change] = await watching.until(1, SOON_MS);
        if (change!.errors) throw new Error(change!.errors[0]!.message);
      }),
    ]);
    expect(times.filter((ms) => ms > SOON_MS + BUSY_MS)).toEqual([]);
    // What is booked is told on the socket at once, and a job of it is made.
    booked = await book();
    await within(1_000 + BUSY_MS, "the event", () =>
      watching.received.some(({ data }) => data?.scheduleChanged.session.id === booked),
    );
    const session = booked.replace(/^session_(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    // The session's start is a job to come.
    const job = "select from graphile_worker._private_jobs where payload->>'session' = $1";
    await within(2_000 + BUSY_MS, "the job", async () => (await stored.admin.query(job, [session])).rows.length > 0);
    // And one whose time has come is done: the one that makes the letters.
    const letter = "select from email where firm_id = $1 and session_id = $2";
    const letters = async () => (await stored.admin.query(letter, [firm.firmId, session])).rows;
    await within(2_000 + BUSY_MS, "a letter", async () => (await letters()).length > 0);
  });

  test("fail what was under way on them within three seconds, and a statement that takes long is left in peace", async () => {
    const scope = { firmId: firm.firmId, personId: null };
    const url = link.by(stored.gatewayUrl);
    const database = await Database.connect({
      url,
      poolSize: 6,
      statementTimeoutMs: 9_000,
      applicationName: "dead-connections",
    });
    try {
      await Promise.all([1, 2].map(() => database.read(scope, "select pg_sleep(0.1)")));
      const slow = database.read(scope, "select pg_sleep(3.8), 'done' as word");
      expect(await slow).toEqual([{ pg_sleep: "", word: "done" }]);
      const begun = Promise.withResolvers<void>();
      const writing = database.transaction(scope, async (transaction) => {
        await transaction.query("select 1");
        begun.resolve();
        await transaction.query("select pg_sleep(0.5)");
      });
      await begun.promise;
      link.deaden();
      const from = performance.now();
      // The reader's connection is found dead since even its transaction does not begin, the writer's since it was as silent.
      const outcomes = await Promise.allSettled([writing, database.read(scope, "select 1")]);
      expect(performance.now() - from).toBeLessThan(3_500 + BUSY_MS);
      const lost = { status: "rejected", reason: { name: "ConnectionLost", code: "08006" } };
      expect(outcomes).toMatchObject([lost, lost]);
      expect(await database.read(scope, "select 1 as one")).toEqual([{ one: 1 }]);
    } finally {
      await database.close();
    }
  });
});

test("connections that died together are given up together, though one was heard a moment later", async () => {
  const elsewhere = await openLink(stored.adminUrl);
  const Client = watchedClient({ answerMs: 30_000 });
  const [one, other] = [link, elsewhere].map(({ by }) => new Client({ connectionString: by(stored.gatewayUrl) }));
  try {
    for (const client of [one!, other!]) {
      client.on("error", () => undefined);
      await client.connect();
    }
    await other!.query("begin");
    link.deaden();
    const unanswered = one!.query("select 1");
    await pause(LOOK_MS);
    await other!.query("select 1");
    elsewhere.deaden();
    const from = performance.now();
    // In a transaction, this one may take its time.
    const outcomes = await Promise.allSettled([unanswered, other!.query("select 2")]);
    expect(outcomes).toMatchObject(Array(2).fill({ status: "rejected", reason: { name: "ConnectionLost" } }));
    expect(performance.now() - from).toBeLessThan(3_500 + BUSY_MS);
  } finally {
    for (const client of [one!, other!]) void client.end().catch(() => undefined);
    await elsewhere.close();
  }
});

describe("/readyz", () => {
  let probe: DatabaseProbe;
  let now = (): number => clock.now();
  const said: string[] = [];

  beforeEach(() => {
    const logger = createLogger("test", "silent");
    logger.error = (_: unknown, message?: string) => void said.push(message ?? "");
    probe = new DatabaseProbe({ url: link.by(stored.gatewayUrl), clock: { now: () => now() }, logger });
    now = () => clock.now();
    said.length = 0;
  });
  afterEach(() => probe.close());

  test("says within a second that the database hangs, and is ready again when it does not", async () => {
    link.stall();
    for (const url of [platform.url, platform.schedulingUrl]) {
      const { status, body, ms } = await readyz(url);
      // The bus listens there, too, and may notice it as well.
      const { warnings = [], ...unready } = body as { warnings?: string[] };
      expect([status, unready]).toEqual([503, { status: "not ready", problems: ["The database cannot be reached."] }]);
      expect(["", "The bus has lost its connection to PostgreSQL."]).toContain(warnings.join());
      expect(ms).toBeLessThan(1_000 + BUSY_MS);
    }
    link.restore();
    for (const url of [platform.url, platform.schedulingUrl])
      await until("readiness", async () => (await readyz(url)).status === 200);
  });

  test("says so where the database takes no changes", async () => {
    expect(await probe.look()).toEqual({ isReachable: true });
    const alter = (change: string) =>
      withConnection(testServer().adminUrl, (client) => client.query(`alter database ${stored.name} ${change}`));
    const connectAnew = () => (link.cut(), link.restore());
    await alter("set default_transaction_read_only = on");
    try {
      connectAnew();
      await until("the probe to say so", async () => (await probe.look()).problem === "The database is read-only.");
    } finally {
      await alter("reset default_transaction_read_only");
      connectAnew();
    }
    await until("the probe to be content", async () => (await probe.look()).problem === undefined);
  });

  test("says so where the disk is full", async () => {
    await until(
      "readiness",
      isSo(async () => (await readyz(platform.url)).status === 200),
    );
    expect(await probe.look()).toEqual({ isReachable: true });
    // The next files that the probes' processes write are on a device that is always full. A probe that found its
    // process too slow has another one.
    const files = new Set<string>();
    const fill = async () => {
      const { rows } = await stored.admin.query<{ place: string; pid: number }>(
        `select current_setting('data_directory') || '/base/pgsql_tmp' as place, pid
         from pg_stat_activity where datname = $1 and application_name = 'coachwork probe'`,
        [stored.name],
      );
      const missing = rows
        .flatMap(({ place, pid }) => Array.from({ length: 400 }, (_, n) => join(place, `pgsql_tmp${pid}.${n}`)))
        .filter((file) => !files.has(file));
      await Promise.all(missing.map((file) => symlink("/dev/full", file)));
      for (const file of missing) files.add(file);
    };
    try {
      await until("the probe to say so", async () => {
        await fill();
        return (await probe.look()).problem === "The database's disk is full.";
      });
      await until("the gateway to say so", async () => {
        await fill();
        const { status, body } = await readyz(platform.url);
        return status === 503 && body.problems[0] === "The database's disk is full.";
      });
    } finally {
      await Promise.all([...files].map((file) => rm(file, { force: true })));
    }
    expect(await probe.look()).toEqual({ isReachable: true });
    expect(said).toContain("The database's disk is full.");
  });

  test("names a clock that differs from the database's by more than a minute", async () => {
    now = () => clock.now() + 95_000;
    expect((await probe.look()).problem).toMatch(/^The clock is 9[45] seconds ahead of the database's\.$/);
    now = () => clock.now() - 95_000;
    expect((await probe.look()).problem).toMatch(/^The clock is 9[56] seconds behind the database's\.$/);
    now = () => clock.now() - 50_000;
    expect(await probe.look()).toEqual({ isReachable: true });
  });
});
