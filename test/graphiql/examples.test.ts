import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import {
  buildSchema,
  getIntrospectionQuery,
  getOperationAST,
  getVariableValues,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import { examples } from "../../apps/gateway/graphiql/examples.ts";
import { limits, tooLarge } from "../../apps/gateway/src/graphql/document-limits.js";

const schema = buildSchema(
  await readFile(fileURLToPath(import.meta.resolve("@coachwork/schema/schema.graphql")), "utf8"),
);

/** What the API says against a document before it runs it. */
function errorsOf(text: string): readonly string[] {
  const document = parse(text, { maxTokens: limits.tokens });
  return [...tooLarge(document), ...validate(schema, document, specifiedRules)].map(({ message }) => message);
}

describe.each(examples)("the example '$title'", ({ query, variables }) => {
  test("is an operation that the API takes", () => {
    expect(errorsOf(query)).toEqual([]);
  });

  test("comes with all the variables that it needs, and with no others", () => {
    const operation = getOperationAST(parse(query))!;
    const { errors = [] } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variables });
    expect(errors.map(({ message }) => message)).toEqual([]);
    const declared = operation.variableDefinitions?.map(({ variable }) => variable.name.value) ?? [];
    expect(declared).toEqual(expect.arrayContaining(Object.keys(variables ?? {})));
  });
});

test("every example has a name of its own, which is what its tab is called", () => {
  const names = examples.map(({ query }) => getOperationAST(parse(query))?.name?.value);
  expect(names).not.toContain(undefined);
  expect(new Set(names).size).toBe(examples.length);
});

test("the page may read the whole schema, however large its question is", () => {
  const everything = { descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true };
  expect(errorsOf(getIntrospectionQuery({ ...everything, inputValueDeprecation: true, oneOf: true }))).toEqual([]);
});
