import type { Actor } from "@coachwork/schema";
import { describe, expect, test } from "@jest/globals";
import { encodeId, type OwnFilter, readableEntities, readableOf, shownBy } from "@coachwork/reader";
import { apiId, day } from "@coachwork/testing";
import { getNamedType, type GraphQLInputObjectType, isEnumType } from "graphql";
import { asDeclared, declaredAs } from "./declared-otherwise.js";
import { typeNamedBy } from "./fill.js";
import type { Inside } from "./inside.js";
import { insideWorld } from "./inside-world.js";
import { EVENTS } from "./log-rows.js";
import { isConnection, targetOf } from "./selection.js";
import { blindnessOf, outOfScope } from "./sight.js";
import { type ViewerName, viewerNames, viewersOf } from "./viewers.js";
import { asWritten, type Operation, operationsOf } from "./walk.js";

/**
 * What is hidden must not be told by its shadow: by a filter, an order, a count, a cursor, an id, a subscription, or by
 * another time that is always near it.
 */
const { database, world, inside, ids } = await insideWorld();

/** Whom the near circle's engagements show of another company: somebody who is in a group that this one does not pay for. */
const viewers = (): Record<string, Actor> => {
  const known = viewersOf(world);
  const { outsider } = world.near;
  return { ...known, "client of no company": { ...known.CLIENT, personId: outsider, actorId: outsider } };
};

interface FilterById {
  readonly root: string;
  readonly type: string;
  readonly filter: string;
  readonly named: string;
}

/** Every filter of every list that takes an id. */
function filtersById(): FilterById[] {
  return Object.values(inside.schema.getQueryType()!.getFields()).flatMap((field) => {
    const filter = isConnection(field) && field.args.find(({ name }) => name === "filter");
    if (!filter) return [];
    const input = getNamedType(filter.type) as GraphQLInputObjectType;
    return Object.values(input.getFields())
      .filter((inner) => getNamedType(inner.type).name === "ID")
      .map((inner) => ({
        root: field.name,
        type: targetOf(field)!.name,
        filter: inner.name,
        named: typeNamedBy(inner, input.name),
      }));
  });
}

/**
 * The ids of a type that `node(id)` does not find for the viewer, the other firm's among them. What a key's scopes do not
 * name is refused whole and not hidden: its sessions have coaches and engagements, whom it knows by their ids.
 */
async function hiddenIds(actor: Actor, type: string): Promise<string[]> {
  const { near, far, other } = ids.get(type)!;
  const asked = [...(actor.personId === null ? [] : [...near, ...far]), ...other.slice(0, 1)];
  const found = await Promise.all(
    asked.map(async (id) => (await inside.ask(actor, `{ node(id: "${id}") { id } }`)).data?.node),
  );
  return asked.filter((_, index) => found[index] === null);
}

/** The filters by which a viewer tells a hidden id from one that was never given out. */
async function toldByFilter(asker: Pick<Inside, "ask">, actor: Actor): Promise<string[]> {
  const told: string[] = [];
  for (const { root, filter, named } of filtersById()) {
    const answerTo = async (id: string) =>
      JSON.stringify(
        await asker.ask(
          actor,
          `query ($id: ID!) { ${root}(first: 100, filter: { ${filter}: $id }) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
          { id },
        ),
      ).replaceAll(id, "<id>");
    const never = await answerTo(ids.get(named)!.never);
    for (const id of await hiddenIds(actor, named))
      if ((await answerTo(id)) !== never) told.push(`${root} by ${filter}: ${id}`);
  }
  return told;
}

describe("A filter tells a hidden id like one that was never given out", () => {
  test.each([...viewerNames, "client of no company"])("to %s", async (name) => {
    expect(await toldByFilter(inside, viewers()[name]!)).toEqual([]);
  });

  test("and where a filter forgets what it names, a client learns who pays for the engagement", async () => {
    const engagement = readableEntities().get("Engagement")!;
    const { filters, ...rest } = readableOf(engagement);
    const { where } = filters!.organizationId as OwnFilter;
    await declaredAs(engagement, { ...rest, filters: { ...filters, organizationId: { where } } }, async () => {
      expect(await toldByFilter(asDeclared(inside), viewers()["client of no company"]!)).not.toEqual([]);
    });
  });
});

/** Those of whom something of what they see is hidden. */
const dated = ["SPONSOR", "FINANCE", "engagements:read"] as const;

describe("An order that sorts by a hidden field", () => {
  /** The lists and orders that the viewer is answered. */
  async function answered(asker: Pick<Inside, "ask">, actor: Actor): Promise<string[]> {
    const orders: string[] = [];
    for (const field of Object.values(inside.schema.getQueryType()!.getFields())) {
      const order = isConnection(field) && field.args.find(({ name }) => name === "orderBy");
      const type = order && getNamedType(order.type);
      if (!type || !isEnumType(type)) continue;
      for (const { name } of type.getValues()) {
        const { errors } = await asker.ask(actor, `{ ${field.name}(first: 100, orderBy: ${name}) { nodes { id } } }`);
        if (!errors) orders.push(`${field.name} by ${name}`);
      }
    }
    return orders;
  }

  test("is refused to finance and sponsors: they cannot sort sessions by time, nor people by when they were added", async () => {
    const matching = async (actor: Actor, orders: RegExp) =>
      (await answered(inside, actor)).filter((order) => orders.test(order));
    expect(await matching(viewers().FINANCE!, /^sessions by (STARTS_AT|CREATED)|^people by CREATED/)).toEqual([]);
    expect(await matching(viewers().SPONSOR!, /^sessions by (STARTS_AT|CREATED)/)).toEqual([]);
    expect(await answered(inside, viewers().FINANCE!)).toEqual(
      expect.arrayContaining(["sessions by DATE", "people by NAME"]),
    );
  });
});

describe("Nothing that a viewer is answered changes when only what is hidden from them changes", () => {
  /** The columns of fields that say nothing to the viewer: all times of types that they never see, too. */
  function hiddenTimes(name: ViewerName): [table: string, columns: string[]][] {
    const { never } = blindnessOf(name, world);
    return [...readableEntities()].flatMap(([type, entity]): [string, string[]][] => {
      if (type === "Firm") return [];
      const { tableName, columns } = inside.database.source.getMetadata(entity);
      const hidden = columns
        .filter(({ type: column }) => column === "timestamptz")
        .filter(({ propertyName }) => never.includes(type) || never.includes(`${type}.${propertyName}`));
      return hidden.length === 0 ? [] : [[tableName, hidden.map(({ databaseName }) => databaseName)]];
    });
  }

  /** Moves the hidden times by some minutes. */
  async function shift(name: ViewerName, sign: 1 | -1): Promise<void> {
    for (const [table, columns] of hiddenTimes(name)) {
      const changes = columns.map((column) => `${column} = ${column} + ${sign} * interval '13 minutes'`);
      // A key is told of itself by `viewer`.
      const others = table === "api_key" ? `where t.id <> '${viewers()[name]!.actorId}'` : "";
      await database.admin.query(`update ${table} t set ${changes.join(", ")} ${others}`);
    }
  }

  const walkOf = (name: ViewerName): Operation[] =>
    [...operationsOf({ schema: inside.schema, ids, without: outOfScope(name, world) })]
      // Those through `node` come once for each id, and ask what the lists ask.
      .filter(({ selections }, index) => index % (selections[0]!.field === "node" ? 15 : 2) === 0)
      .filter(({ text }) => !text.includes("nextFreeSlot") && !text.includes("freeSlots"));

  test.each(dated)("to %s", async (name) => {
    const operations = walkOf(name);
    const walker = await inside.walker();
    const answers = async () => {
      const all: string[] = [];
      for (const { document, variables } of operations)
        all.push(comparable(JSON.stringify(await walker.ask(viewers()[name]!, document, variables))));
      return all;
    };
    const before = await answers();
    expect(hiddenTimes(name).length).toBeGreaterThan(3);
    await shift(name, 1);
    const after = await answers();
    await shift(name, -1);
    await walker.close();
    const changed = operations.filter((_, index) => before[index] !== after[index]).map(asWritten);
    expect(changed).toEqual([]);
  });
});

describe("Following the schedule", () => {
  const follow = (actor: Actor, coach: string) =>
    inside.follow(
      actor,
      "subscription ($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { seq occurredAt session { id } } }",
      { coach },
    );

  test.each(["SPONSOR", "FINANCE"])("%s is told the same of every coach: nothing", async (name) => {
    const answers = await Promise.all(
      [...ids.get("Person")!.near, ids.get("Person")!.never].map((coach) => follow(viewers()[name]!, coach)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ errors: [{ extensions: { code: "FORBIDDEN" } }] });
  });

  test("a coach who bills is told of own sessions, and nothing of those whose date alone they see", async () => {
    const tell = (seq: number, session: string, coach: string) =>
      database.admin.query(
        "insert into event (firm_id, seq, type, ids, actor_id, occurred_at) values ($1, $2, 'session.booked', $3, null, now())",
        [world.firmA, seq, { session, engagement: world.near.alone, coaches: [coach] }],
      );
    await tell(EVENTS + 1, world.far.sessions.alone, world.far.coach);
    await tell(EVENTS + 2, world.near.sessions.alone, world.far.coach);
    await database.admin.query("update firm_counter set last_seq = $2 where firm_id = $1", [world.firmA, EVENTS + 2]);
    const answer = await follow(viewers()["coach and finance"]!, apiId("person", world.far.coach));
    expect(answer.data).toMatchObject({ scheduleChanged: { seq: EVENTS + 2 } });
  });
});

describe("An id tells no time where the row's time is hidden from somebody who sees the row", () => {
  /** Node types that some grant sees without one of their times. Of when a row was changed last, its id knows nothing. */
  const opaque = [...readableEntities()].filter(([, entity]) => {
    const { prefix, rights = {}, visible } = readableOf(entity);
    const hides = (field: string) =>
      Object.keys(visible).some((grant) => shownBy(rights[field]!, grant) === undefined) &&
      /(?<!^updated)At$/.test(field);
    return prefix !== undefined && Object.keys(rights).some(hides);
  });

  test("which is so of sessions, series, entries of the ledger and people", () => {
    expect(opaque.map(([name]) => name).sort()).toEqual(["AllocationEntry", "Person", "Session", "SessionSeries"]);
  });

  test("and so are the ids that the services give out", async () => {
    const owner = viewers().OWNER!;
    const [engagementId, coachId] = [apiId("engagement", world.near.alone), apiId("person", world.near.second)];
    await database.admin.query("update engagement set starts_on = $2, ends_on = $3 where id = $1", [
      world.near.alone,
      day(-30),
      day(120),
    ]);
    const before = await rowIds();
    const mutations: [string, string, object][] = [
      ["createPerson", "CreatePersonInput", { name: "N", email: "n@n.example", roles: ["COACH"], timeZone: "UTC" }],
      ["adjustAllocation", "AdjustAllocationInput", { engagementId, amount: 5, reason: "More" }],
      ["addEngagementCoach", "AddToEngagementInput", { engagementId, personId: coachId }],
      ["setAvailability", "SetAvailabilityInput", { coachId, timeZone: "UTC", windows: always }],
      ["bookSession", "BookSessionInput", { engagementId, coachIds: [coachId], ...times(15) }],
      ["holdSlot", "HoldSlotInput", { engagementId, coachIds: [coachId], ...times(16) }],
      [
        "bookSeries",
        "BookSeriesInput",
        {
          engagementId,
          coachIds: [coachId],
          firstStart: `${day(20)}T11:00`,
          durationMinutes: 60,
          rule: "FREQ=WEEKLY;COUNT=2",
          timeZone: "UTC",
        },
      ],
    ];
    for (const [name, type, input] of mutations) {
      const text = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`;
      const answer = await inside.ask(owner, text, { input });
      expect([name, answer.errors, (answer.data as Record<string, object>)[name]]).toEqual([
        name,
        undefined,
        { userErrors: [] },
      ]);
    }
    const made = [...(await rowIds())].filter((id) => !before.has(id));
    for (const [, entity] of opaque) {
      const prefix = readableOf(entity).prefix!;
      expect(made.filter((id) => id.startsWith(`${prefix}_`)).length).toBeGreaterThan(0);
    }
    // The 13th digit of a UUID is its version; a version 7 begins with the time.
    expect(made.filter((id) => id.at(-20) !== "4")).toEqual([]);
  });

  const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 }));
  const times = (days: number) => ({ startsAt: `${day(days)}T09:00:00Z`, endsAt: `${day(days)}T10:00:00Z` });

  async function rowIds(): Promise<Set<string>> {
    const found = opaque.map(async ([, entity]) => {
      const { tableName } = inside.database.source.getMetadata(entity);
      const { rows } = await database.admin.query<{ id: string }>(`select id from ${tableName}`);
      return rows.map(({ id }) => encodeId(readableOf(entity).prefix!, id));
    });
    return new Set((await Promise.all(found)).flat());
  }
});

/**
 * An answer without the addresses of files, which end at whole minutes: one may pass while the questions are asked. And without
 * the marks of positions, which are made with a secret and say nothing.
 */
function comparable(answer: string): string {
  const unmarked = answer.replaceAll(/"position":"(\d+)\.[\w-]{12}"/g, '"position":"$1"');
  return unmarked.includes("/files/") ? unmarked.replaceAll(/"(url|expiresAt)":"[^"]*"/g, '"$1":"…"') : unmarked;
}
