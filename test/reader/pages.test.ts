import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Database } from "@coachwork/platform";
import { Reader, type Viewer } from "@coachwork/reader";
import { day, FirmFactory } from "@coachwork/testing";
import fc from "fast-check";
import { getOperationAST, type GraphQLSchema, parse } from "graphql";
import { getVariableValues } from "graphql/execution/values.js";
import { createSchema } from "../../apps/gateway/src/schema.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let stored: TestDatabase;
let database: Database;
let schema: GraphQLSchema;
let reader: Reader;
let viewer: Viewer;
let organizations: number;

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

beforeAll(async () => {
  stored = await createTestDatabase();
  const options = { poolSize: 2, statementTimeoutMs: 10_000, applicationName: "pages" };
  database = await Database.connect({ url: stored.gatewayUrl, ...options });
  schema = await createSchema();
  reader = new Reader(database.source, database.readText);
  const firm = await FirmFactory.create(stored.admin);
  const owner = await firm.person(["OWNER"], { name: "Same" });
  // Many of the same name: only the id decides between them.
  for (let index = 0; index < 36; index += 1)
    await firm.person(["CLIENT"], { name: index % 3 === 0 ? "Other" : "Same" });
  organizations = 0;
  for (let index = 0; index < 3; index += 1) {
    const organization = await firm.organization();
    for (let start = 0; start < 7; start += 1) {
      await firm.engagement({}, { organization_id: organization, starts_on: day(-(start % 2)) });
    }
    organizations += 1;
  }
  viewer = { firmId: firm.firmId, personId: owner, actorId: owner, grants: ["OWNER"], today: day(0) };
});

afterAll(async () => {
  await database?.close();
  await stored?.drop();
});

async function ask<Data>(query: string, variables: Record<string, unknown>, by = reader): Promise<Data> {
  const document = parse(query);
  const operation = getOperationAST(document)!;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  const answer = coerced && (await by.operation(viewer, { schema, document, operation, variables: coerced }));
  if (!answer || answer.isPartial) throw new Error(`Nothing was compiled of ${query}`);
  return JSON.parse(answer.text) as Data;
}

const people = `query($first: Int, $after: String, $last: Int, $before: String, $by: PersonOrder) {
  people(first: $first, after: $after, last: $last, before: $before, orderBy: $by) {
    nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

/** Walks all pages in one direction; the ids in the connection's order. */
async function walk(size: number, by: string, backward: boolean): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; ;) {
    const variables = backward ? { last: size, before: cursor, by } : { first: size, after: cursor, by };
    const { people: page } = await ask<{ people: Page }>(people, variables);
    const found = page.nodes.map(({ id }) => id);
    if (backward) ids.unshift(...found);
    else ids.push(...found);
    const { pageInfo } = page;
    if (!(backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return ids;
    expect(found).toHaveLength(size);
    cursor = backward ? pageInfo.startCursor : pageInfo.endCursor;
  }
}

describe("pages", () => {
  test("of any size, forward and backward, show everything once and in the same order, ties included", async () => {
    for (const by of ["NAME", "CREATED"]) {
      const whole = await walk(100, by, false);
      expect(new Set(whole).size).toBe(37);
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 40 }),
          fc.boolean(),
          fc.boolean(),
          async (size, backward, reverse) => {
            const found = await walk(size, reverse ? `${by}_DESC` : by, backward);
            expect(found).toEqual(reverse ? whole.toReversed() : whole);
          },
        ),
        { numRuns: 20 },
      );
    }
  });

  test("of an order do not go on from a cursor of its reverse", async () => {
    const { people: page } = await ask<{ people: Page }>(people, { first: 2, by: "NAME" });
    const mixed = { first: 2, by: "NAME_DESC", after: page.pageInfo.endCursor };
    await expect(ask(people, mixed)).rejects.toThrow("Nothing was compiled");
  });

  test("go on at any depth", async () => {
    const nested = `query($first: Int!, $after: String) { organizations(first: 10) { nodes { id engagements(first: $first, after: $after) { nodes { id startsOn } pageInfo { hasNextPage endCursor } } } } }`;
    type Nested = { organizations: { nodes: { id: string; engagements: Page }[] } };
    const all = await ask<Nested>(nested, { first: 100 });
    expect(all.organizations.nodes).toHaveLength(organizations);
    const [first] = all.organizations.nodes;
    const seen: string[] = [];
    for (let after: string | null | undefined; ;) {
      const { organizations: page } = await ask<Nested>(nested, { first: 2, after });
      const { engagements } = page.nodes.find(({ id }) => id === first!.id)!;
      seen.push(...engagements.nodes.map(({ id }) => id));
      if (!engagements.pageInfo.hasNextPage) break;
      after = engagements.pageInfo.endCursor;
    }
    expect(seen).toEqual(first!.engagements.nodes.map(({ id }) => id));
  });
});

test("queries are answered from the replica where one is named, and what must be up to date is not", async () => {
  const replica = await createTestDatabase();
  const both = await Database.connect({
    url: stored.gatewayUrl,
    replicaUrl: replica.gatewayUrl,
    poolSize: 2,
    statementTimeoutMs: 10_000,
    applicationName: "pages",
  });
  try {
    const split = new Reader(both.source, both.readText, both.readReplica);
    // The replica is an empty database here, so that it can be told from the other.
    expect(await ask("{ people(first: 1) { totalCount } }", {}, split)).toEqual({ people: { totalCount: 0 } });
    expect(await ask("{ people(first: 1) { totalCount } }", {})).toEqual({ people: { totalCount: 37 } });
    const text = "select count(*)::text from person p where p.firm_id = $1::uuid";
    expect(await both.readText(viewer, { text, values: [viewer.firmId] })).toBe("37");
  } finally {
    await both.close();
    await replica.drop();
  }
});
