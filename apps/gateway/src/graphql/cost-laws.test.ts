import "reflect-metadata";
import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { getOperationAST, type GraphQLSchema, parse, validate } from "graphql";
import { createSchema } from "../schema.js";
import { Costs } from "./cost.js";

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await createSchema();
});

/** Selections of a person; the fields of one are a set, under aliases of their own. */
const { person } = fc.letrec<{ person: string; fields: string[] }>((tie) => ({
  person: fc.oneof(
    { maxDepth: 3, depthIdentifier: "person" },
    fc.constantFrom("name", "roles", "team { id }", "availability { id windows { weekday } }"),
    tie("fields").map((fields) => `organization { people(first: $n) { nodes ${setOf(fields)} } }`),
    tie("fields").map((fields) => `team { people(last: 3) { totalCount edges { node ${setOf(fields)} } } }`),
    tie("fields").map((fields) => `busyCalendars { coach ${setOf(fields)} }`),
  ),
  fields: fc.array(tie("person"), { minLength: 1, maxLength: 3, depthIdentifier: "person" }),
}));
const people = fc.array(person, { minLength: 1, maxLength: 4 });

function setOf(fields: readonly string[]): string {
  return `{ ${fields.map((field, index) => `f${index}: ${field}`).join(" ")} }`;
}

/** The cost of a selection of the viewer; the variable is used whatever is selected. */
function ofMe(selection: string, n: number, definitions = ""): number {
  const unused = "none: people(first: $n) @skip(if: true) { totalCount }";
  const document = parse(`query($n: Int) { me { id ${selection} } ${unused} } ${definitions}`);
  expect(validate(schema, document)).toEqual([]);
  return new Costs(schema).of(document, getOperationAST(document)!, { n });
}

const runs = { numRuns: 50 };

describe("Whatever is asked for", () => {
  test("a larger page never costs less", () =>
    fc.assert(
      fc.property(people, fc.nat(100), fc.nat(100), (fields, a, b) => {
        const set = setOf(fields).slice(1, -1);
        expect(ofMe(set, Math.min(a, b))).toBeLessThanOrEqual(ofMe(set, Math.max(a, b)));
      }),
      runs,
    ));

  test("fields cost together what they cost one by one", () =>
    fc.assert(
      fc.property(people, fc.nat(100), (fields, n) => {
        const one = fields.map((field) => ofMe(`a: ${field}`, n) - 1);
        expect(ofMe(setOf(fields).slice(1, -1), n) - 1).toBe(one.reduce((sum, cost) => sum + cost, 0));
      }),
      runs,
    ));

  test("it costs the same in a fragment, an inline fragment, on an interface or without one", () =>
    fc.assert(
      fc.property(people, fc.nat(100), (fields, n) => {
        const set = setOf(fields);
        const cost = ofMe(set.slice(1, -1), n);
        expect(ofMe(`... on Person ${set}`, n)).toBe(cost);
        expect(ofMe(`... ${set}`, n)).toBe(cost);
        expect(ofMe(`... on Node { ... on Person ${set} }`, n)).toBe(cost);
        expect(ofMe("...b", n, `fragment b on Person { ...c } fragment c on Person ${set}`)).toBe(cost);
      }),
      runs,
    ));
});
