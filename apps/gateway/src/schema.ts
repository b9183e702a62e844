import type { GraphQLSchema } from "graphql";
import { buildSchema, type NonEmptyArray } from "type-graphql";
import { EngagementQueries, NoteQueries } from "./engagements/engagements.queries.js";
import { NodeQueries } from "./graphql/node.resolver.js";
import { SessionQueries } from "./scheduling/scheduling.queries.js";
import { OrganizationQueries, PersonQueries, TeamQueries, ViewerQueries } from "./tenancy/tenancy.queries.js";

/** The API's table of contents: every resolver, slice by slice. */
const resolvers = [
  ViewerQueries,
  NodeQueries,
  OrganizationQueries,
  TeamQueries,
  PersonQueries,
  EngagementQueries,
  NoteQueries,
  SessionQueries,
] as const;

export async function createSchema(): Promise<GraphQLSchema> {
  return buildSchema({
    resolvers: resolvers as unknown as NonEmptyArray<new () => object>,
    // The services judge input and answer with user errors.
    validate: false,
  });
}
