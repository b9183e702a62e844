import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Bus, Database, eventsAfter, implement, isOutage, judged, newId, type OwnedBy } from "@coachwork/platform";
import {
  type Actor,
  changed,
  clearable,
  kinds,
  mutation,
  Organization,
  required,
  shownOnce,
  updates,
  WrongType,
} from "@coachwork/schema";
import { FirmFactory } from "@coachwork/testing";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

const NameOrganization = mutation("nameOrganization", {
  owner: "gateway",
  description: "A small mutation, to look at what surrounds every one.",
  roles: ["OWNER"],
  input: {
    name: required(kinds.text(200), "Its name."),
    note: clearable(kinds.longText(500), "What else there is to say."),
  },
  refusals: { NAME_TAKEN: "Taken." },
  result: { organization: changed(Organization, "The organization."), secret: shownOnce("A secret.") },
});

const nameOrganization = implement(NameOrganization, async (context, { name }) => {
  const id = newId();
  context.transaction.tell({ type: "organization.created", ids: { organization: id } });
  const row = { id, name, createdAt: new Date(context.now) };
  if (!(await context.transaction.insertUnlessTaken(Organization, row))) {
    context.refuse("NAME_TAKEN", "name", `The firm has an organization ${name}.`);
  }
  context.showOnce({ secret: "shown once" });
  return { organization: id };
});

let database: Database;
let stored: TestDatabase;
let firm: FirmFactory;
let now = Date.parse("2027-03-01T09:00:00Z");
const woken: string[] = [];
const bus: Bus = {
  wake: (firmId) => void woken.push(firmId),
  onWake: () => () => undefined,
  recheck: () => undefined,
  onRecheck: () => () => undefined,
  close: async () => undefined,
};

const actor = (grants: string[], actorId = newId()): Actor => ({
  firmId: firm.firmId,
  personId: actorId,
  actorId,
  grants,
  today: "2027-03-01",
  firmTimeZone: "UTC",
});
const run = (who: Actor, input: object) =>
  nameOrganization.perform({ database, bus, clock: { now: () => now } }, who, input);
const count = async (name: string) => {
  const { rows } = await stored.admin.query<{ count: string }>("select count(*) from organization where name = $1", [
    name,
  ]);
  return Number(rows[0]!.count);
};

beforeAll(async () => {
  stored = await createTestDatabase();
  database = await Database.connect({
    url: stored.gatewayUrl,
    poolSize: 8,
    statementTimeoutMs: 5_000,
    applicationName: "test",
  });
  firm = await FirmFactory.create(stored.admin);
});

afterAll(async () => {
  await database.close();
  await stored.drop();
});

describe("a mutation", () => {
  test("writes its rows and its event together, and wakes the readers of the log afterwards", async () => {
    const who = actor(["OWNER"]);
    woken.length = 0;
    const { result, refusals } = await run(who, { name: "Together" });
    expect(refusals).toEqual([]);
    const events = await eventsAfter(database, firm.firmId, 0, 100);
    expect(events.at(-1)).toMatchObject({
      type: "organization.created",
      ids: { organization: result?.organization },
      actorId: who.actorId,
      occurredAt: new Date(now),
    });
    expect(woken).toEqual([firm.firmId]);
  });

  test("that is refused keeps nothing, tells nothing and wakes nobody", async () => {
    await run(actor(["OWNER"]), { name: "Twice" });
    const before = await eventsAfter(database, firm.firmId, 0, 100);
    woken.length = 0;
    expect(await run(actor(["OWNER"]), { name: "twice" })).toEqual({
      result: null,
      refusals: [{ code: "NAME_TAKEN", field: ["input", "name"], message: "The firm has an organization twice." }],
    });
    expect(await eventsAfter(database, firm.firmId, 0, 100)).toEqual(before);
    expect(woken).toEqual([]);
  });

  test("is told everything that is wrong with its values at once, before anything is read", async () => {
    expect(await run(actor(["OWNER"]), { name: " ", note: "n".repeat(501), idempotencyKey: "" })).toMatchObject({
      result: null,
      refusals: [
        { code: "REQUIRED", field: ["input", "name"], message: "name is empty: give 1 to 200 characters." },
        { code: "INVALID", field: ["input", "note"], message: "note has 501 characters: give 1 to 500." },
        { code: "INVALID", field: ["input", "idempotencyKey"] },
      ],
    });
  });

  test("drops no field: one that it does not know is an error", async () => {
    await expect(run(actor(["OWNER"]), { name: "Extra", colour: "blue" })).rejects.toThrow(WrongType);
    expect(await count("Extra")).toBe(0);
  });

  test("is for its roles alone", async () => {
    expect(await run(actor(["COACH"]), { name: "Not mine" })).toMatchObject({ refusals: [{ code: "FORBIDDEN" }] });
    expect(await count("Not mine")).toBe(0);
  });
});

describe("a mutation whose connection breaks", () => {
  const breaking = (times: number) => {
    let tries = 0;
    const breaks = implement(NameOrganization, async (context, { name }) => {
      const id = newId();
      await context.transaction.insertUnlessTaken(Organization, { id, name, createdAt: new Date(context.now) });
      tries += 1;
      if (tries <= times) {
        await stored.admin.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and state = 'idle in transaction'",
          [stored.name],
        );
        await context.transaction.query("select 1");
      }
      return { organization: id };
    });
    const services = { database, bus, clock: { now: () => now } };
    return { run: (input: object) => breaks.perform(services, actor(["OWNER"]), input), tries: () => tries };
  };

  test("is done once, on another connection", async () => {
    const { run, tries } = breaking(1);
    expect(await run({ name: "Unbroken", idempotencyKey: "unbroken" })).toMatchObject({ refusals: [] });
    expect([tries(), await count("Unbroken")]).toEqual([2, 1]);
  });

  test("twice fails, and nothing is done", async () => {
    const { run, tries } = breaking(2);
    // The driver says what the server said, or that the connection is gone, whichever it learns first.
    const failure = await run({ name: "Broken" }).catch((error: unknown) => error);
    expect(isOutage(failure)).toBe(true);
    expect([tries(), await count("Broken")]).toEqual([2, 0]);
  });
});

describe("a mutation that waits for somebody else's lock for too long", () => {
  test("is refused as BUSY, which is not kept: sent again with the same key it is done", async () => {
    const who = actor(["OWNER"]);
    const input = { name: "Patient", idempotencyKey: "patient" };
    const other = await stored.admin.connect();
    await other.query("begin");
    await other.query("lock table organization in exclusive mode");
    expect(await run(who, input)).toMatchObject({ result: null, refusals: [{ code: "BUSY", field: null }] });
    await other.query("rollback");
    other.release();
    expect(await run(who, input)).toMatchObject({ refusals: [] });
    expect(await count("Patient")).toBe(1);
  });
});

describe("an idempotency key", () => {
  test("makes the same request answer the same and happen once", async () => {
    const who = actor(["OWNER"]);
    const first = await run(who, { name: "Once", idempotencyKey: "once" });
    const second = await run(who, { name: "Once", idempotencyKey: "once" });
    expect(second.result?.organization).toBe(first.result?.organization);
    expect(await count("Once")).toBe(1);
  });

  test("does not keep what is shown once", async () => {
    const who = actor(["OWNER"]);
    const first = await run(who, { name: "Secretive", idempotencyKey: "secret" });
    const second = await run(who, { name: "Secretive", idempotencyKey: "secret" });
    expect(first.result).toHaveProperty("secret", "shown once");
    expect(second.result).not.toHaveProperty("secret");
  });

  test("lets requests at the same time wait for the one that came first", async () => {
    const who = actor(["OWNER"]);
    const all = await Promise.all(
      Array.from({ length: 8 }, () => run(who, { name: "At once", idempotencyKey: "at-once" })),
    );
    expect(new Set(all.map(({ result }) => result?.organization)).size).toBe(1);
    expect(all.every(({ refusals }) => refusals.length === 0)).toBe(true);
    expect(await count("At once")).toBe(1);
  });

  test("keeps a refusal too, even when the reason for it is gone", async () => {
    const who = actor(["OWNER"]);
    await run(who, { name: "Blocked" });
    const refused = await run(who, { name: "Blocked", idempotencyKey: "blocked" });
    await stored.admin.query("delete from organization where name = 'Blocked'");
    expect(await run(who, { name: "Blocked", idempotencyKey: "blocked" })).toEqual(refused);
  });

  test("is refused with another input", async () => {
    const who = actor(["OWNER"]);
    await run(who, { name: "First input", idempotencyKey: "reused" });
    expect(await run(who, { name: "Second input", idempotencyKey: "reused" })).toMatchObject({
      result: null,
      refusals: [{ code: "IDEMPOTENCY_KEY_REUSED" }],
    });
    expect(await count("Second input")).toBe(0);
  });

  test("knows what was cleared from what was not given", async () => {
    const who = actor(["OWNER"]);
    const cleared = { name: "Cleared", note: null, idempotencyKey: "clears" };
    await run(who, { name: "Cleared", idempotencyKey: "clears" });
    expect(await run(who, cleared)).toMatchObject({ refusals: [{ code: "IDEMPOTENCY_KEY_REUSED" }] });
  });

  test("belongs to who sent it", async () => {
    const [one, other] = [actor(["OWNER"]), actor(["OWNER"])];
    await run(one, { name: "Of one", idempotencyKey: "shared" });
    expect((await run(other, { name: "Of another", idempotencyKey: "shared" })).refusals).toEqual([]);
  });

  test("is forgotten after 24 hours", async () => {
    const who = actor(["OWNER"]);
    await run(who, { name: "Yesterday", idempotencyKey: "daily" });
    now += 24 * 60 * 60 * 1000 + 1;
    expect((await run(who, { name: "Today", idempotencyKey: "daily" })).refusals).toEqual([]);
    expect(await count("Today")).toBe(1);
  });

  test("has 1 to 255 characters", async () => {
    const tooLong = await run(actor(["OWNER"]), { name: "Long", idempotencyKey: "k".repeat(256) });
    expect(tooLong.refusals).toMatchObject([{ code: "INVALID", field: ["input", "idempotencyKey"] }]);
  });
});

describe("a plain mutation with a judge", () => {
  const RenameOrganization = updates("updateOrganization", Organization, {
    owner: "gateway",
    description: "Renames an organization, unless it is frozen.",
    roles: ["OWNER"],
    refusals: { FROZEN: "Its name stays." },
  });

  test("is refused by its judge, who sees what there is and what is to be", async () => {
    const seen: unknown[] = [];
    const rename = judged(RenameOrganization, (context, { name }, changes) => {
      seen.push([name, changes]);
      if (name === "Frozen") context.refuse("FROZEN", "name", "Its name stays.");
    });
    const renamed = async (name: string) => {
      const id = `organization_${(await firm.organization({ name })).replaceAll("-", "")}`;
      const services = { database, bus, clock: { now: () => now } };
      return rename.perform(services, actor(["OWNER"]), { id, name: `${name} again` });
    };
    expect((await renamed("Frozen")).refusals).toMatchObject([{ code: "FROZEN", field: ["input", "name"] }]);
    expect((await renamed("Free")).refusals).toEqual([]);
    expect(seen).toEqual([
      ["Frozen", { name: "Frozen again" }],
      ["Free", { name: "Free again" }],
    ]);
    expect([await count("Frozen"), await count("Free again")]).toEqual([1, 1]);
    // @ts-expect-error: only declared reasons can be given
    judged(RenameOrganization, (context) => context.refuse("MELTED", "name", "No."));
  });
});

test("A command has the types of its declaration", () => {
  const commands = [
    implement(NameOrganization, async (context, { name, note }) => {
      const given: readonly [string, string | null | undefined] = [name, note];
      if (given.length > 2) {
        // @ts-expect-error: only declared reasons can be given
        context.refuse("NAME_TOO_LONG", "name", "Too long.");
      }
      // @ts-expect-error: only what is declared is shown once
      context.showOnce({ token: "t" });
      return { organization: newId() };
    }),
    // @ts-expect-error: every declared object is answered
    implement(NameOrganization, async () => ({})),
    // @ts-expect-error: a field that is not declared does not reach the command
    implement(NameOrganization, async (_, { colour }) => ({ organization: String(colour) })),
  ];
  // @ts-expect-error: a service has a command for each of its mutations
  const none: OwnedBy<"scheduling"> = {};
  expect([...commands.map(({ mutation: { name } }) => name), none]).toHaveLength(4);
});
