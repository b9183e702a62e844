import { describe, expect, test } from "@jest/globals";
import { buildSchema } from "graphql";
import { Documents } from "./documents.js";

const schema = buildSchema("type Query { a: Int } type Subscription { a: Int }");
const documents = new Documents(schema, false);

describe("A subscription is refused that begins with a condition", () => {
  test.each([
    ["subscription { a @skip(if: true) }", "skip"],
    ["subscription ($if: Boolean!) { a @skip(if: $if) }", "skip"],
    ["subscription ($if: Boolean!) { ... @include(if: $if) { a } }", "include"],
    ["subscription ($if: Boolean = true) { ...A } fragment A on Subscription { a @include(if: $if) }", "include"],
    ["subscription { a @skip(if: $undeclared) }", "skip"],
    ["subscription { a @skip }", "skip"],
  ])("%s", (text, name) => {
    expect(documents.read(text)).toMatchObject([
      {
        message: `A subscription cannot begin with @${name}. Leave it out, and subscribe only when you want to.`,
        extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
      },
    ]);
  });
});
