import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { Database } from "@coachwork/platform";
import pg from "pg";
import { type Ids, idsOf } from "./ids.js";
import { type Inside, openInside } from "./inside.js";
import { look, readable } from "./look.js";
import { FIRM_B } from "./hidden.js";
import { viewersOf } from "./viewers.js";
import { type Operation, operationsOf } from "./walk.js";
import { createWorld, type World } from "./world.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

jest.setTimeout(180_000);

let database: TestDatabase;
let world: World;
let owner: pg.Client;
let services: Record<"gateway" | "scheduling", Database>;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createWorld(database.admin);
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const connect = (url: string) =>
    Database.connect({ url, poolSize: 2, statementTimeoutMs: 10_000, applicationName: "isolation" });
  services = { gateway: await connect(database.gatewayUrl), scheduling: await connect(database.schedulingUrl) };
});
afterAll(async () => {
  await services.gateway.close();
  await services.scheduling.close();
  await owner.end();
  await database.drop();
});

const rowsAre = (condition: string) => async (policy: Policy, work: () => Promise<void>) => {
  await owner.query(
    `alter policy ${policy.policyname} on ${policy.tablename} using (${condition}) with check (${condition})`,
  );
  await work();
  await owner.query(
    `alter policy ${policy.policyname} on ${policy.tablename} using (${policy.qual}) with check (${policy.with_check})`,
  );
};

interface Policy {
  readonly tablename: string;
  readonly policyname: string;
  readonly qual: string;
  readonly with_check: string;
}

/** Each tenant table's own. */
async function policies(): Promise<Policy[]> {
  const { rows } = await owner.query<Policy>(
    "select tablename, policyname, qual, with_check from pg_policies where policyname = tablename || '_of_firm' order by 1, 2",
  );
  return rows;
}

/** What services see of every firm, to find out where they have something to do, and in which columns. */
const everyFirm: Readonly<Record<string, readonly string[]>> = {
  bulk_line: ["firm_id", "due_at", "worker", "leased_until"],
  firm_counter: ["firm_id", "last_seq"],
  log_cursor: ["firm_id", "reader", "seq"],
  webhook_line: ["firm_id", "endpoint_id", "due_at", "worker", "leased_until"],
};
/** The scheduling service sees the others. */
const OF_GATEWAY = ["bulk_line", "webhook_line"];

/** What a plain select as a service shows for firm A, or undefined where the service may not read the table. */
async function shown(
  service: "gateway" | "scheduling",
  table: string,
  personId: string | null = null,
): Promise<string | undefined> {
  const rows = await services[service]
    .read({ firmId: world.firmA, personId }, `select t::text from ${table} t`)
    .catch((error: { code?: string }) => {
      if (error.code === "42501") return undefined;
      throw error;
    });
  return rows && readable(JSON.stringify(rows));
}

const showsB = (text: string | undefined) => FIRM_B.some((mark) => text?.includes(mark.toLowerCase()));

describe("Each policy keeps the other firm's rows from a plain select, alone", () => {
  test("and there is one for every table", async () => {
    expect((await policies()).map(({ tablename }) => tablename).sort()).toEqual(
      services.gateway.source.entityMetadatas.map(({ tableName }) => tableName).sort(),
    );
  });

  test.each(["gateway", "scheduling"] as const)("for the %s", async (service) => {
    const unread: string[] = [];
    for (const policy of await policies()) {
      if (policy.tablename in everyFirm) continue;
      const before = await shown(service, policy.tablename);
      if (before === undefined) {
        unread.push(policy.tablename);
        continue;
      }
      expect([policy.tablename, showsB(before)]).toEqual([policy.tablename, false]);
      expect([policy.tablename, before.length > 2]).toEqual([policy.tablename, true]);
      await rowsAre("true")(policy, async () => {
        expect([policy.tablename, showsB(await shown(service, policy.tablename))]).toEqual([policy.tablename, true]);
      });
      expect(await shown(service, policy.tablename)).toBe(before);
    }
    const webhooks = ["webhook_attempt", "webhook_delivery", "webhook_endpoint"];
    // It adds sums of answers, and reads none.
    expect(unread).toEqual(
      service === "gateway" ? [] : ["answer_block", "api_key", "bulk_export", "bulk_part", ...webhooks],
    );
  });

  test.each(["gateway", "scheduling"] as const)(
    "but for tables of numbers and times, which the %s sees of every firm and writes in its own",
    async (service) => {
      const { rows: other } = await owner.query(
        "select schemaname, tablename from pg_policies where schemaname = 'public' and policyname <> tablename || '_of_firm' order by 2",
      );
      expect(other.map(({ tablename }) => tablename)).toEqual(Object.keys(everyFirm));
      for (const [table, columns] of Object.entries(everyFirm)) {
        const ask = services[service].readEveryFirm(`select * from ${table} where firm_id = $1`, [world.firmB]);
        if (service === "scheduling" && OF_GATEWAY.includes(table)) {
          await expect(ask).rejects.toThrow("permission denied");
          continue;
        }
        const rows = await ask;
        expect([table, rows.length, Object.keys(rows[0] ?? {})]).toEqual([table, 1, columns]);
        const counts = await services[service].transaction(
          { firmId: world.firmA, personId: null },
          async (transaction) => [
            await transaction.query(`select from ${table} where firm_id = $1 for update`, [world.firmB]),
            await transaction.query(`update ${table} set firm_id = firm_id where firm_id = $1 returning firm_id`, [
              world.firmB,
            ]),
          ],
        );
        expect([table, counts]).toEqual([table, [[], []]]);
      }
    },
  );

  test("and who comes without settings is shown nothing else", async () => {
    const client = new pg.Client({ connectionString: database.gatewayUrl });
    await client.connect();
    for (const { tablename } of await policies())
      if (!(tablename in everyFirm)) expect((await client.query(`select * from ${tablename}`)).rows).toEqual([]);
    await client.end();
  });

  test("and no row can be written into another firm", async () => {
    const work = services.gateway.transaction({ firmId: world.firmA, personId: world.staff.owner }, (transaction) =>
      transaction.query("insert into organization (firm_id, id, name, created_at) values ($1, $2, 'Into B', now())", [
        world.firmB,
        world.fellows,
      ]),
    );
    await expect(work).rejects.toThrow("row-level security");
  });
});

describe("The policies of notes and their versions keep PRIVATE ones from all but their author, alone", () => {
  const notOurs = "private by second";

  test.each([
    ["gateway", "note"],
    ["scheduling", "note"],
    ["gateway", "note_version"],
    ["scheduling", "note_version"],
  ] as const)("for the %s, in %s", async (service, table) => {
    const note = (await policies()).find(({ tablename }) => tablename === table)!;
    const as = (personId: string | null) => shown(service, table, personId);
    expect(await as(world.near.second)).toContain(notOurs);
    for (const person of [world.near.coach, world.staff.owner, null]) expect(await as(person)).not.toContain(notOurs);
    await rowsAre("firm_id = nullif(current_setting('app.firm_id', true), '')::uuid")(note, async () => {
      for (const person of [world.near.coach, world.staff.owner, null]) expect(await as(person)).toContain(notOurs);
    });
  });
});

describe("The reader names the firm for each table", () => {
  let inside: Inside;

  beforeAll(async () => {
    inside = await openInside(database);
  });
  afterAll(() => inside.close());

  /** The walk of those who see most in their firm, with the reader's statements as they are, or changed. */
  async function walk(change?: (text: string) => string): Promise<readonly string[]> {
    const walker = await inside.walker(change);
    const ids = await idsOf(database.admin, inside.database, world);
    const leaks: string[] = [];
    const operations = eachOnce(operationsOf({ schema: inside.schema, ids, without: new Set() }), ids);
    for (const [name, share] of [
      ["OWNER", 1],
      ["COACH", 3], // who reads notes, too
    ] as const) {
      const asked = operations.filter((_, index) => index % share === 0);
      const blindness = { marks: FIRM_B, never: [] };
      leaks.push(...(await look(walker, viewersOf(world)[name], asked, blindness, { first: true })).leaks);
    }
    await walker.close();
    return leaks;
  }

  /** The statements are the same for every id: each is sent once with one of the own firm, and once with one of the other. */
  function eachOnce(operations: Iterable<Operation>, ids: Ids): readonly Operation[] {
    const asked = new Set<unknown>();
    const others = new Set([...ids.values()].map(({ other }) => other[0]));
    return [...operations].filter(({ document, variables }) => {
      const isNew = !asked.has(document);
      asked.add(document);
      return isNew || others.has(variables.id);
    });
  }

  const firmless = (text: string) => text.replaceAll(/\b[a-z_0-9]+\.firm_id = (\$\d+::uuid)/g, "$1 is not null");

  async function withoutPolicies(work: () => Promise<void>): Promise<void> {
    const all = (await policies()).map(({ tablename }) => tablename);
    for (const table of all) await owner.query(`alter table ${table} disable row level security`);
    try {
      await work();
    } finally {
      for (const table of all) await owner.query(`alter table ${table} enable row level security`);
    }
  }

  test("so that without any policy it still shows nothing of the other firm", async () => {
    await withoutPolicies(async () => {
      expect(showsB(await shown("gateway", "person"))).toBe(true);
      expect(await walk()).toEqual([]);
    });
  });

  test("and the policies still hold where it forgets to", async () => {
    expect(await walk(firmless)).toEqual([]);
  });

  test("and without both the other firm is seen", async () => {
    await withoutPolicies(async () => {
      expect((await walk(firmless)).join()).toContain("told FIRMB");
    });
  });
});
