import { initGraphQLTada } from "gql.tada";
import type { TypedDocument } from "./document.js";
import type { introspection } from "./generated/introspection.cjs";

/**
 * Makes a document of the API from its text. TypeScript reads the text, so that the variables and the result have their types
 * without a build step: `graphql("query { me { name } }")`. Fragments are given as a second argument, in a list.
 */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { Date: string; DateTime: string; TimeZone: string };
  disableMasking: true;
}>();

/** The type of an enum or an input of the API by its name: `SchemaType<"SessionStatus">`. */
export type SchemaType<Name extends Parameters<typeof graphql.scalar>[0]> = NonNullable<
  ReturnType<typeof graphql.scalar<Name>>
>;

/** The type of a document's data. */
export type ResultOf<Document> = Document extends TypedDocument<infer Result, never> ? Result : never;

/** The type of a document's variables. */
export type VariablesOf<Document> = Document extends { __apiType?: (variables: infer Variables) => unknown }
  ? Variables
  : never;
