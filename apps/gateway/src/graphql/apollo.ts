import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { Logger } from "@coachwork/platform";
import type { GraphQLSchema } from "graphql";
import type { Context } from "./context.js";
import { documentLimits, limits } from "./document-limits.js";
import { clientError } from "./errors.js";
import { resolveField } from "./resolve.js";

interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  /** Whether anybody may ask for the schema, as GraphiQL does. */
  readonly introspection: boolean;
}

/** GraphQL over HTTP. What is allowed here is allowed over WebSocket, and no more: see `document-limits.ts`. */
export async function createApollo({ schema, logger, introspection }: ApolloOptions): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    schema,
    introspection,
    fieldResolver: resolveField,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: [documentLimits],
    maxRecursiveSelections: limits.selections,
    hideSchemaDetailsFromClientErrors: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => clientError(formatted, error, logger),
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginUsageReportingDisabled()],
  });
  await apollo.start();
  return apollo;
}
