import type { Actor } from "@coachwork/schema";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createLogger, Database, systemClock } from "@coachwork/platform";
import { Reader } from "@coachwork/reader";
import { at, day, FirmFactory, apiId } from "@coachwork/testing";
import fc from "fast-check";
import { execute, getOperationAST, type GraphQLSchema, parse, validate } from "graphql";
import { getVariableValues } from "graphql/execution/values.js";
import type { Context, Services } from "../../apps/gateway/src/graphql/context.js";
import { resolveField } from "../../apps/gateway/src/graphql/resolve.js";
import { CompiledData, readWholeOperation, stringifyResult } from "../../apps/gateway/src/graphql/whole-operation.js";
import { createSchema } from "../../apps/gateway/src/schema.js";
import { type Known, OperationGenerator, type RandomOperation } from "./random-operation.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

/**
 * A query that is compiled whole and sent as the database wrote it must answer as graphql-js does, which resolves field by
 * field. Generated operations over generated data hold the two together, for every class of viewer.
 */
let stored: TestDatabase;
let database: Database;
let schema: GraphQLSchema;
let services: Services;
let known: Known;
const actors: Actor[] = [];

beforeAll(async () => {
  stored = await createTestDatabase();
  database = await Database.connect({
    url: stored.gatewayUrl,
    poolSize: 4,
    statementTimeoutMs: 10_000,
    applicationName: "both-ways",
  });
  schema = await createSchema();
  const reader = new Reader(database.source, database.readText);
  services = { database, reader, clock: systemClock, logger: createLogger("test", "silent") } as unknown as Services;
  await furnish();
});

afterAll(async () => {
  await database?.close();
  await stored?.drop();
});

/** A firm with a little of everything. */
async function furnish(): Promise<void> {
  const firm = await FirmFactory.create(stored.admin);
  const organization = await firm.organization({ name: 'Größe & Söhne "quoted" \\ \u2028' });
  const team = await firm.team(organization);
  const members = { organization_id: organization, team_id: team };
  const owner = await firm.person(["OWNER"], { name: "Ówner" });
  const coach = await firm.person(["COACH", "PROGRAM_MANAGER"], { external_id: "c1" });
  const coach2 = await firm.person(["COACH"]);
  const client = await firm.person(["CLIENT"], members);
  const client2 = await firm.person(["CLIENT"], members);
  const sponsor = await firm.person(["SPONSOR"], members);
  const finance = await firm.person(["FINANCE"]);
  const ids: Record<string, string[]> = {
    person: [owner, coach, coach2, client, client2, sponsor, finance],
    organization: [organization],
    team: [team],
    engagement: [],
    session: [],
    note: [],
    availability: [],
  };
  ids.availability!.push(await firm.availability(coach), await firm.availability(coach2));
  for (let index = 0; index < 4; index += 1) {
    const engagement = await firm.engagement(
      { coaches: index === 3 ? [coach2] : [coach, coach2], participants: [client, client2].slice(0, 1 + (index % 2)) },
      {
        organization_id: organization,
        title: `Engagement ${index}`,
        starts_on: day(-index),
        format: "GROUP",
        objectives: "Some",
      },
    );
    ids.engagement!.push(engagement);
    for (const visibility of ["PRIVATE", "COACHES", "SHARED"])
      ids.note!.push(await firm.note(engagement, coach2, visibility));
    for (let hour = 0; hour < 4; hour += 1) {
      const startsAt = at(1 + index, 8 + hour);
      ids.session!.push(await firm.session(engagement, { coaches: [coach2], participants: [client], startsAt }));
    }
  }
  const actor = (personId: string | null, grants: string[]): Actor => ({
    firmId: firm.firmId,
    personId,
    actorId: personId ?? firm.firmId,
    grants,
    today: day(0),
    firmTimeZone: "UTC",
  });
  actors.push(
    actor(owner, ["OWNER"]),
    actor(coach, ["COACH", "PROGRAM_MANAGER"]),
    actor(coach2, ["COACH"]),
    actor(client, ["CLIENT"]),
    actor(sponsor, ["SPONSOR"]),
    actor(finance, ["FINANCE"]),
    actor(sponsor, ["CLIENT", "FINANCE", "SPONSOR"]),
    actor(null, ["people:read", "engagements:read", "schedule:read"]),
    actor(null, ["people:read"]),
    actor(owner, []),
  );
  const apiIds = Object.fromEntries(
    Object.entries(ids).map(([prefix, uuids]) => [prefix, uuids.map((uuid) => apiId(prefix, uuid))]),
  );
  const { data } = await step(actors[0]!, {
    query: "{ sessions(first: 3) { edges { cursor } } people(first: 3) { edges { cursor } } }",
    variables: {},
  });
  const cursors = Object.values(data as Record<string, { edges: { cursor: string }[] }>).flatMap(({ edges }) =>
    edges.map(({ cursor }) => cursor),
  );
  known = { ids: apiIds, cursors };
}

const contextFor = (actor: Actor): Context => ({ services, actor, clientAddress: "127.0.0.1", requestId: "both-ways" });

/** Field by field, each root field read by itself. */
async function step(actor: Actor, { query, variables }: RandomOperation, contextValue = contextFor(actor)) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const result = await execute({
    schema,
    document,
    variableValues: variables,
    contextValue,
    fieldResolver: resolveField,
  });
  return JSON.parse(JSON.stringify(result)) as { data?: unknown; errors?: { message: string }[] };
}

/** As the gateway does it. */
async function whole(actor: Actor, operation: RandomOperation) {
  const document = parse(operation.query);
  const context = contextFor(actor);
  const node = getOperationAST(document)!;
  const { coerced } = getVariableValues(schema, node.variableDefinitions ?? [], operation.variables);
  const data =
    coerced && (await readWholeOperation(context, { schema, document, operation: node, variables: coerced }));
  if (data) return { way: "text", result: JSON.parse(stringifyResult({ data: data as never })) as object };
  return { way: context.roots ? "mixed" : "fields", result: await step(actor, operation, context) };
}

test("an operation answers the same whole and field by field, whoever asks", async () => {
  const ways: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.nat(actors.length - 1), async (seed, who) => {
      const operation = new OperationGenerator(schema, known, seed).generate();
      const actor = actors[who]!;
      const { way, result } = await whole(actor, operation);
      ways[way] = (ways[way] ?? 0) + 1;
      // As texts, so that the order of keys counts too.
      expect(JSON.stringify(result)).toBe(JSON.stringify(await step(actor, operation)));
    }),
    { numRuns: 400 },
  );
  // Each way was really taken.
  expect(ways.text).toBeGreaterThan(50);
  expect(ways.mixed).toBeGreaterThan(20);
  expect(ways.fields).toBeGreaterThan(0);
});

test("a plan is shared by viewers of a class and by values of variables, never by their shapes", async () => {
  const query =
    "query($first: Int, $last: Int, $by: PersonOrder, $filter: PersonFilter, $with: Boolean!) { people(first: $first, last: $last, orderBy: $by, filter: $filter) { nodes { name email @include(if: $with) } } }";
  const variants: Record<string, unknown>[] = [
    { first: 1, with: true },
    { first: 5, with: true },
    { first: 5, with: false },
    { last: 2, with: true },
    { first: 5, by: "CREATED", with: true },
    { first: 5, filter: { role: "COACH" }, with: true },
    { first: 5, filter: { role: "CLIENT" }, with: true },
    { first: 5, filter: { search: "wner" }, with: true },
    { first: 5, filter: {}, with: true },
    { first: 5, filter: null, with: true },
  ];
  for (const actor of actors.slice(0, 6)) {
    for (const variables of [...variants, ...variants]) {
      const { way, result } = await whole(actor, { query, variables });
      // Finance does not see when people were added, and so is refused that order.
      const isRefused = variables.by === "CREATED" && actor.grants.join() === "FINANCE";
      expect([variables, way]).toEqual([variables, isRefused ? "fields" : "text"]);
      expect(result).toEqual(await step(actor, { query, variables }));
    }
  }
});

test("an object may have more fields than a function has arguments, and keys longer than a column's name", async () => {
  const long = "a".repeat(100);
  const many = Array.from({ length: 130 }, (_, index) => `f${index}: name`).join(" ");
  for (const selection of [`${long}: name ${long}b: email`, many, `${many} ${long}: name`]) {
    const query = `{ me { ${selection} } people(first: 2) { nodes { ${selection} } edges { ${long}: cursor node { ${selection} } } } }`;
    const { way, result } = await whole(actors[0]!, { query, variables: {} });
    expect(way).toBe("text");
    expect(JSON.stringify(result)).toBe(JSON.stringify(await step(actors[0]!, { query, variables: {} })));
  }
});

test("a result keeps its extensions beside data that is text already", () => {
  const data = new CompiledData('{"a":1}') as never;
  expect(JSON.parse(stringifyResult({ data, extensions: { cost: 3 } }))).toEqual({
    data: { a: 1 },
    extensions: { cost: 3 },
  });
});
