import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { MANAGERS } from "@coachwork/schema";
import { extendSchema, getNamedType, type GraphQLSchema, isObjectType, parse, specifiedRules, validate } from "graphql";
import { tooLarge } from "../../apps/gateway/src/graphql/document-limits.js";
import type { Walker } from "./inside.js";
import { insideWorld } from "./inside-world.js";
import { leaksIn, look } from "./look.js";
import { differences, hiddenFrom, mutationProbes, queryProbes } from "./probe.js";
import { FIRM_B } from "./hidden.js";
import { objections } from "./shardable.js";
import { blindnessOf, outOfScope } from "./sight.js";
import { type ViewerName, viewerNames, viewersOf } from "./viewers.js";
import { asWritten, type Operation, operationsOf } from "./walk.js";

jest.setTimeout(180_000);

/** Whole seconds: previews are recorded while the walk goes on, and their milliseconds could be the mark of an instant. */
const clock = { now: () => Math.floor(Date.now() / 1_000) * 1_000 };

const { database, world, inside, ids } = await insideWorld({ clock });

const viewers = viewersOf(world);
const tables = new Set(inside.database.source.entityMetadatas.map(({ tableName }) => tableName));
const told = new Set<string>();
const walks = new Map<string, readonly Operation[]>();

/**
 * The connections of the last viewer. What people with the same roles ask becomes the same statements, as it does for all who
 * manage. Whoever follows one of their kind asks over the same connections, where those are planned already.
 */
let last: { readonly kind: string; readonly walker: Walker } | undefined;
afterAll(() => last?.walker.close());

async function walkerOf(name: ViewerName): Promise<Walker> {
  const { grants } = viewers[name];
  const reading = grants.filter((grant) => !grant.endsWith(":write")).join();
  const kind = grants.every((grant) => isManaging.has(grant)) && grants.length > 0 ? "managers" : reading;
  if (last?.kind === kind) return last.walker;
  await last?.walker.close();
  last = { kind, walker: await inside.walker((text) => (sent.add(text), text)) };
  return last.walker;
}

/** The statements of the last walk. */
const sent = new Set<string>();

/** Those whose statements are tried, and one in how many. */
const whoseStatements = new Map<ViewerName, number>([
  ["COACH", 3],
  ["SPONSOR", 3],
  ["coach and finance", 1],
  ["schedule:read", 3],
]);

/** Those who ask for every page of every list. Everybody else asks for every third page, each for other ones in turn. */
const inAllPages = new Set<ViewerName>(["OWNER", "COACH", "CLIENT", "SPONSOR", "engagements:read"]);

const isManaging = new Set<string>(MANAGERS);

/** Those whose questions are asked in both ways. */
const inBothWays = new Set<ViewerName>(["COACH", "FINANCE"]);

describe.each(viewerNames)("%s", (name) => {
  let walker: Walker;
  beforeAll(async () => {
    walker = await walkerOf(name);
  });

  test("asks everything there is and learns nothing of another firm, nor of what is not theirs to see", async () => {
    sent.clear();
    const found = await look(walker, viewers[name], walkFor(name), blindnessOf(name, world));
    expect(found.leaks).toEqual([]);
    for (const field of found.told) told.add(field);
  });

  if (whoseStatements.has(name))
    test("sends statements that stay on the firm's shard", async () => {
      const texts = [...sent].filter((_, index) => index % whoseStatements.get(name)! === 0);
      expect(texts.length).toBeGreaterThan(30);
      for (const text of texts) expect([text, await objections(text, tables)]).toEqual([text, []]);
    });

  test("cannot tell a hidden id from one that was never given out", async () => {
    expect(
      await differences(walker, viewers[name], queryProbes(inside.schema, ids), ids, hiddenFrom(name, ids)),
    ).toEqual([]);
  });

  test("cannot change what is hidden, nor tell it from what never was", async () => {
    const before = await allRows();
    expect(
      await differences(walker, viewers[name], mutationProbes(inside.schema, world), ids, hiddenFrom(name, ids)),
    ).toEqual([]);
    expect(await changedSince(before)).toEqual([]);
  });

  test("cannot follow the schedule of a hidden coach, nor tell them from one who never was", async () => {
    const follow = (coach: string) =>
      inside.follow(
        viewers[name],
        "subscription ($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { seq session { id } } }",
        { coach },
      );
    const never = await follow(ids.get("Person")!.never);
    expect(never.errors).toHaveLength(1);
    for (const coach of hiddenFrom(name, ids)("Person"))
      expect(JSON.stringify(await follow(coach))).toBe(JSON.stringify(never));
  });

  test("cannot follow a hidden engagement, nor tell it from one that never was", async () => {
    const follow = (engagement: string) =>
      inside.follow(
        viewers[name],
        "subscription ($id: ID!) { engagementChanged(engagementId: $id, after: 0) { seq engagement { id } } }",
        { id: engagement },
      );
    const never = await follow(ids.get("Engagement")!.never);
    expect(never.errors).toHaveLength(1);
    for (const engagement of hiddenFrom(name, ids)("Engagement"))
      expect(JSON.stringify(await follow(engagement))).toBe(JSON.stringify(never));
  });

  if (inBothWays.has(name))
    test("is answered the same, byte for byte, whether a question is read as a whole or by parts", async () => {
      for (const operation of walkFor(name).filter((_, index) => index % 4 === 0)) {
        const { document, variables } = operation;
        const answers = async () => {
          const whole = await walker.ask(viewers[name], document, variables);
          const parts = await walker.ask(viewers[name], document, variables, { byParts: true });
          return [JSON.stringify(whole), JSON.stringify(parts)] as const;
        };
        let [whole, parts] = await answers();
        // Addresses of files end at whole minutes, and one may have passed between the two.
        if (whole !== parts && whole.includes("/files/")) [whole, parts] = await answers();
        expect([asWritten(operation), whole]).toEqual([asWritten(operation), parts]);
      }
    });
});

/**
 * Nobody has come to a session here, and nothing has a return. coaching-log.e2e.test.ts and reports.e2e.test.ts ask for these, as
 * everybody.
 */
const askedElsewhere =
  /^(CoachingLog(Entry)?|AttendanceTotals|ReturnLine|ReturnOnInvestment)\.|^Preview\.surveyResults$/;

test("Those who are walked for see, together, every field that can be asked for: the walk misses none", () => {
  const fields = [...reachable(inside.schema)].filter((field) => !askedElsewhere.test(field));
  expect(fields.filter((field) => !told.has(field))).toEqual([]);
  expect(fields.length).toBeGreaterThan(150);
});

test("Another firm's cursors lead nowhere but through one's own firm", async () => {
  const owner = { ...viewers.OWNER, firmId: world.firmB, personId: world.other.owner };
  for (const root of ["organizations", "teams", "people", "engagements", "sessions", "apiKeys"]) {
    const foreign = await inside.ask(owner, `{ ${root}(first: 1) { pageInfo { endCursor } nodes { id } } }`);
    const cursor = (foreign.data as Record<string, { pageInfo: { endCursor: string } }>)[root]!.pageInfo.endCursor;
    for (const page of [`first: 9, after: "${cursor}"`, `last: 9, before: "${cursor}"`]) {
      const text = `{ ${root}(${page}) { totalCount nodes { id } edges { cursor node { id } } pageInfo { startCursor endCursor } } }`;
      const answer = await inside.ask(viewers.OWNER, text);
      expect(answer.errors).toBeUndefined();
      expect(
        leaksIn(
          answer,
          { text: "", document: parse(text), variables: {}, selections: [], inPages: true },
          { marks: FIRM_B, never: [] },
        ),
      ).toEqual([]);
    }
  }
});

test("Every question of the walk is one that the API takes", () => {
  const operations = operationsOf({ schema: inside.schema, ids, without: new Set() });
  const documents = new Set([...operations].map(({ document }) => document));
  const faults = [...documents].flatMap((document) => [
    ...tooLarge(document),
    ...validate(inside.schema, document, specifiedRules),
  ]);
  expect(faults.map(({ message }) => message)).toEqual([]);
  expect(documents.size).toBeGreaterThan(400);
});

test("The walk finds another firm's rows when it is that firm that asks", async () => {
  const owner = { ...viewers.OWNER, firmId: world.firmB, personId: world.other.owner };
  const operations = operationsOf({ schema: inside.schema, ids, without: new Set() });
  const found = await look(inside, owner, operations, { marks: FIRM_B, never: [] }, { first: true });
  expect(found.leaks.length).toBeGreaterThan(0);
});

test.each([
  ["extend type Query { gadget(colour: String!): Firm }", "Query.gadget(colour: String!)"],
  ["extend type Query { gadget(gadgetId: ID!): Firm }", "Query.gadget.gadgetId"],
  ["extend input SessionFilter { mood: Int }", "SessionFilter.mood"],
  ["extend type Person { gadgets(size: Int): [Firm!]! }", "Person.gadgets(size)"],
])("The walk refuses to overlook what it does not know: %s", (extension, at) => {
  const schema = extendSchema(inside.schema, parse(extension));
  expect(() => [...operationsOf({ schema, ids, without: new Set() })]).toThrow(at);
});

test("The probes refuse to overlook a mutation that they do not know", () => {
  const extension = "input GadgetInput { id: ID! } extend type Mutation { gadget(input: GadgetInput!): Firm }";
  expect(() => mutationProbes(extendSchema(inside.schema, parse(extension)), world)).toThrow("gadget");
});

/** What a viewer asks: all there is; of a key, all that its scopes name. */
function walkFor(name: ViewerName): readonly Operation[] {
  const without = outOfScope(name, world);
  const key = [...without].join();
  if (!walks.has(key)) walks.set(key, [...operationsOf({ schema: inside.schema, ids, without })]);
  const turn = inAllPages.has(name) ? undefined : viewerNames.indexOf(name) % 3;
  return walks.get(key)!.filter(({ inPages }, place) => !inPages || turn === undefined || place % 3 === turn);
}

/** What each table holds. Refusals are kept in idempotency_key, for whoever asks again. */
async function allRows(): Promise<ReadonlyMap<string, string>> {
  const tables = inside.database.source.entityMetadatas
    .map(({ tableName }) => tableName)
    .filter((table) => table !== "idempotency_key");
  const contents = tables.map(async (table) => {
    const { rows } = await database.admin.query<{ row: string }>(`select t::text as row from ${table} t order by 1`);
    return [table, rows.map(({ row }) => row).join("\n")] as const;
  });
  return new Map(await Promise.all(contents));
}

async function changedSince(before: ReadonlyMap<string, string>): Promise<string[]> {
  return [...(await allRows())].filter(([table, rows]) => before.get(table) !== rows).map(([table]) => table);
}

/** Every field of every object type that queries lead to. */
function reachable(schema: GraphQLSchema): Set<string> {
  const fields = new Set<string>();
  const seen = new Set<string>();
  const visit = (type: unknown): void => {
    if (!isObjectType(type) || seen.has(type.name)) return;
    seen.add(type.name);
    for (const field of Object.values(type.getFields())) {
      fields.add(`${type.name}.${field.name}`);
      visit(getNamedType(field.type));
    }
  };
  visit(schema.getQueryType());
  return fields;
}
