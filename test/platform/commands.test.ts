import { describe, expect, test } from "@jest/globals";
import { eventsAfter, implement, isOutage, judged, newId, type OwnedBy } from "@coachwork/platform";
import { Organization, updates, WrongType } from "@coachwork/schema";
import {
  actor,
  clock,
  count,
  database,
  firm,
  NameOrganization,
  playOnDatabase,
  run,
  services,
  stored,
  woken,
} from "./commands-world.ts";

playOnDatabase();

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
      occurredAt: new Date(clock.ms),
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

describe("a mutation that writes a value which only one record can have", () => {
  const writing = (write: () => Promise<unknown>) => {
    const command = implement(NameOrganization, async (context, { name }) => {
      await context.unlessTaken(write, { name: ["NAME_TAKEN", `The firm has an organization ${name}.`] });
      return { organization: newId() };
    });
    return command.perform(services(), actor(["OWNER"]), { name: "Only" });
  };
  const failing = (error: object) => writing(() => Promise.reject(Object.assign(new Error("It failed."), error)));
  const message = "The firm has an organization Only.";
  const refused = { result: null, refusals: [{ code: "NAME_TAKEN", field: ["input", "name"], message }] };

  test("is refused by the field whose value another one has", async () => {
    await firm.organization({ name: "Only" });
    expect(await writing(() => firm.organization({ name: "Only" }))).toEqual(refused);
  });

  test("is refused so in a sharded database too, whose names end with the shard's number", async () => {
    const shard = { table: "organization_102008", constraint: "organization_name_102008" };
    expect(await failing({ code: "23505", ...shard })).toEqual(refused);
  });

  test("fails by anything else", async () => {
    const index = { table: "organization", constraint: "organization_name" };
    await expect(failing({ code: "23503", ...index })).rejects.toThrow("It failed.");
    await expect(failing({ code: "23505", ...index, constraint: "organization_id" })).rejects.toThrow("It failed.");
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
    return { run: (input: object) => breaks.perform(services(), actor(["OWNER"]), input), tries: () => tries };
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
      return rename.perform(services(), actor(["OWNER"]), { id, name: `${name} again` });
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
