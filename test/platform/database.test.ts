import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { CommitUnknown, Database, eventsAfter, newId, type Transaction } from "@coachwork/platform";
import { Organization, Person, PersonRole } from "@coachwork/schema";
import { FirmFactory, type Link, openLink } from "@coachwork/testing";
import { In } from "typeorm";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let test_: TestDatabase;
let database: Database;
let a: FirmFactory;
let b: FirmFactory;

const connect = (poolSize: number) =>
  Database.connect({ url: test_.gatewayUrl, poolSize, statementTimeoutMs: 2_000, applicationName: "database.test" });
const scopeOf = (firm: FirmFactory) => ({ firmId: firm.firmId, personId: null });
const names = "select name from organization o where o.firm_id = $1::uuid order by name";
/** Names every firm: only row level security stands in the way. */
const everyName = "select name from organization order by name";

beforeAll(async () => {
  test_ = await createTestDatabase();
  database = await connect(1);
  a = await FirmFactory.create(test_.admin);
  b = await FirmFactory.create(test_.admin);
  await a.organization({ name: "Of A" });
  await b.organization({ name: "Of B" });
});

afterAll(async () => {
  await database.close();
  await test_.drop();
});

describe("a tenant's transaction", () => {
  test("shows the rows of its firm alone, even to a statement that names no firm", async () => {
    expect(await database.read(scopeOf(a), everyName)).toEqual([{ name: "Of A" }]);
    expect(await database.read(scopeOf(b), everyName)).toEqual([{ name: "Of B" }]);
    expect(await database.read(scopeOf(a), names, [b.firmId])).toEqual([]);
  });

  test("leaves nothing of its tenant on the connection that the next one gets", async () => {
    await database.read(scopeOf(a), everyName);
    await expect(database.transaction(scopeOf(a), () => Promise.reject(new Error("a bug")))).rejects.toThrow("a bug");
    await expect(database.read(scopeOf(a), "select 1/0")).rejects.toThrow("division by zero");
    // The pool has one connection, so that this is the same one, or one that took its place.
    await database.transaction({ firmId: b.firmId, personId: null }, async (transaction) => {
      expect(await transaction.query(everyName)).toEqual([{ name: "Of B" }]);
    });
  });

  test("is refused to an id that is no UUID, before anything is sent", async () => {
    const scope = { firmId: "x'; drop table firm; --", personId: null };
    await expect(database.read(scope, everyName)).rejects.toThrow("must be a UUID");
    expect(await database.read(scopeOf(a), everyName)).toEqual([{ name: "Of A" }]);
  });

  test("keeps nothing of work that fails", async () => {
    const failing = database.transaction(scopeOf(a), async (transaction) => {
      transaction.stamp(null, Date.now());
      await transaction.insert(Organization, {
        id: "019aa000-0000-7000-8000-000000000001",
        name: "Half done",
        createdAt: new Date(),
      });
      throw new Error("a bug");
    });
    await expect(failing).rejects.toThrow("a bug");
    expect(await database.read(scopeOf(a), everyName)).toEqual([{ name: "Of A" }]);
  });

  test("cannot write into another firm", async () => {
    const id = "019aa000-0000-7000-8000-000000000002";
    const smuggle = database.transaction(scopeOf(a), (transaction) =>
      transaction.query("insert into organization (firm_id, id, name, created_at) values ($1, $2, 'Smuggled', now())", [
        b.firmId,
        id,
      ]),
    );
    await expect(smuggle).rejects.toThrow("row-level security");
    expect(await database.read(scopeOf(b), everyName)).toEqual([{ name: "Of B" }]);
  });

  test("that swallowed a failed statement is not taken for committed", async () => {
    const swallowed = database.transaction(scopeOf(a), (transaction) =>
      transaction.query("select 1/0").catch(() => undefined),
    );
    await expect(swallowed).rejects.toThrow();
  });

  test("is ended when a statement takes too long", async () => {
    await expect(database.read(scopeOf(a), "select pg_sleep(10)")).rejects.toMatchObject({ code: "57014" });
  });

  test("reads and changes through the entities, within its firm", async () => {
    const id = await a.person(["COACH"], { name: "Before" });
    const other = await b.person(["COACH"], { name: "Other" });
    await database.transaction(scopeOf(a), async (transaction) => {
      transaction.stamp(null, Date.now());
      expect(await transaction.update(Person, { id }, { name: "After" })).toBe(1);
      expect(await transaction.update(Person, { id: other }, { name: "Stolen" })).toBe(0);
      expect(await transaction.findOne(Person, { id })).toMatchObject({ name: "After", organizationId: null });
      expect(await transaction.findOne(Person, { id: other })).toBeNull();
    });
  });

  test("tells a constraint that is in the way from an error", async () => {
    const row = (id: string) => ({ id, name: "Only once", createdAt: new Date() });
    await database.transaction(scopeOf(a), async (transaction) => {
      transaction.stamp(null, Date.now());
      expect(await transaction.insertUnlessTaken(Organization, row("019aa000-0000-7000-8000-000000000003"))).toBe(true);
      expect(await transaction.insertUnlessTaken(Organization, row("019aa000-0000-7000-8000-000000000004"))).toBe(
        false,
      );
    });
  });
});

describe("what a transaction changes", () => {
  const then = Date.parse("2026-03-01T09:00:00Z");
  const changedAt = async (table: string, id: string) => {
    const { rows } = await test_.admin.query<{ at: Date; version: number }>(
      `select updated_at as at, version from ${table} where id = $1`,
      [id],
    );
    return [rows[0]!.at.getTime(), rows[0]!.version];
  };
  const change = (work: (transaction: Transaction) => Promise<unknown>, at = then) =>
    database.transaction(scopeOf(a), async (transaction) => {
      transaction.stamp(null, at);
      await work(transaction);
    });

  test("tells the command's time, when it is new and when it changes", async () => {
    const id = newId();
    await change((transaction) => transaction.insert(Organization, { id, name: id, createdAt: new Date() }));
    expect(await changedAt("organization", id)).toEqual([then, 1]);
    await change((transaction) => transaction.update(Organization, { id }, { name: `${id} again` }), then + 1);
    expect(await changedAt("organization", id)).toEqual([then + 1, 2]);
  });

  test("is told by what it is a part of, which does not count as a version of that", async () => {
    const [one, other] = [await a.person([]), await a.person([])];
    await change((transaction) => transaction.insert(PersonRole, { personId: one, role: "COACH" }));
    expect(await changedAt("person", one)).toEqual([then, 1]);
    await change((transaction) => transaction.delete(PersonRole, { personId: In([one, other]) }), then + 1);
    expect(await changedAt("person", one)).toEqual([then + 1, 1]);
    expect(await changedAt("person", other)).toEqual([then + 1, 1]);
    await change(async (transaction) => transaction.touch(Person, [other]), then + 2);
    expect([await changedAt("person", one), await changedAt("person", other)]).toEqual([
      [then + 1, 1],
      [then + 2, 1],
    ]);
  });

  test("must name what it is a part of, and have a time", async () => {
    const unnamed = change((transaction) => transaction.delete(PersonRole, { role: "COACH" }));
    await expect(unnamed).rejects.toThrow("Name PersonRole.personId");
    const timeless = database.transaction(scopeOf(a), (transaction) =>
      transaction.update(Organization, { name: "Of A" }, { name: "Of nobody" }),
    );
    await expect(timeless).rejects.toThrow("needs a time");
    expect(await database.read(scopeOf(a), everyName)).toContainEqual({ name: "Of A" });
  });
});

test("a database that cannot be reached is named by its variable and place, without its password", async () => {
  const url = "postgres://somebody:hidden@127.0.0.1:1/coachwork";
  const connecting = Database.connect({ url, poolSize: 1, statementTimeoutMs: 1_000, applicationName: "nowhere" });
  await expect(connecting).rejects.toThrow(
    /^DATABASE_URL: the PostgreSQL server at 127\.0\.0\.1:1\/coachwork cannot be used \(.*ECONNREFUSED.*\)\. Start it/,
  );
  await expect(connecting).rejects.not.toThrow("hidden");
});

describe("the event log", () => {
  test("numbers events densely and in commit order, however many write at once", async () => {
    const busy = await connect(8);
    const firm = await FirmFactory.create(test_.admin);
    const scope = scopeOf(firm);
    const write = (index: number) =>
      busy.transaction(scope, async (transaction) => {
        transaction.stamp(null, Date.now());
        transaction.tell({ type: "organization.created", ids: { organization: newId() } });
        if (index % 3 === 0) transaction.tell({ type: "team.created", ids: { team: newId() } });
        if (index % 5 === 0) throw new Error("rolled back");
      });
    await Promise.allSettled(Array.from({ length: 60 }, (_, index) => write(index)));
    const events = await eventsAfter(busy, firm.firmId, 0, 1_000);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events).toHaveLength(48 + 16);
    await busy.close();
  });
});

describe("a transaction whose connection breaks during the commit", () => {
  let link: Link;
  let linked: Database;

  beforeAll(async () => {
    link = await openLink(test_.gatewayUrl);
    linked = await Database.connect({
      url: link.by(test_.gatewayUrl),
      poolSize: 2,
      statementTimeoutMs: 5_000,
      applicationName: "linked",
    });
    // Commits that take a while, and may fail in the end.
    await test_.admin.query(`
      create function late() returns trigger language plpgsql as $$ begin
        perform pg_sleep(0.5);
        if new.name = 'Refused' then raise exception 'refused'; end if;
        return null;
      end $$;
      create constraint trigger late after insert on organization deferrable initially deferred
        for each row when (new.name in ('Kept', 'Refused', 'Unknown')) execute function late()`);
  });
  afterEach(() => link.restore());
  afterAll(async () => {
    await linked?.close();
    await link?.close();
  });

  /** Makes an organization, and loses the connection when the commit is under way. */
  async function interrupted(name: string): Promise<{ made: Promise<string> }> {
    const made = linked.transaction(scopeOf(a), async (transaction) => {
      const id = newId();
      transaction.stamp(id, Date.now());
      await transaction.insert(Organization, { id, name, createdAt: new Date() });
      transaction.tell({ type: "organization.created", ids: { organization: id } });
      return "made";
    });
    made.catch(() => undefined);
    while (!(await isCommitting())) await pause(10);
    link.cut();
    return { made };
  }

  async function isCommitting(): Promise<boolean> {
    const { rows } = await test_.admin.query(
      "select 1 from pg_stat_activity where application_name = 'linked' and datname = $1 and wait_event = 'PgSleep'",
      [test_.name],
    );
    return rows.length > 0;
  }

  const isThere = async (name: string) =>
    (await test_.admin.query("select 1 from organization where firm_id = $1 and name = $2", [a.firmId, name])).rows
      .length === 1;

  test("is done where the database says so", async () => {
    const { made } = await interrupted("Kept");
    link.restore();
    expect(await made).toBe("made");
    expect(await isThere("Kept")).toBe(true);
  });

  test("is not done where the database says so", async () => {
    const { made } = await interrupted("Refused");
    link.restore();
    const error = await made.catch((error: unknown) => error);
    expect(error).toHaveProperty("message");
    expect(error).not.toBeInstanceOf(CommitUnknown);
    expect(await isThere("Refused")).toBe(false);
  });

  test("is not known to be done where the database cannot be asked", async () => {
    const { made } = await interrupted("Unknown");
    await expect(made).rejects.toThrow(CommitUnknown);
    expect(await isThere("Unknown")).toBe(true);
  });
});
