import { ApolloServer, type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { Logger } from "@coachwork/platform";
import type { GraphQLSchema } from "graphql";
import type { Context } from "./context.js";
import type { CostLimits } from "./cost-limits.js";
import { chargesOperations } from "./cost-plugin.js";
import { documentLimits, limits } from "./document-limits.js";
import { clientError } from "./errors.js";
import { resolveField } from "./resolve.js";
import { readWholeOperation, stringifyResult } from "./whole-operation.js";

interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  readonly costs: CostLimits;
  /** Whether anybody may ask for the schema, as GraphiQL does. */
  readonly introspection: boolean;
}

/** GraphQL over HTTP. What is allowed here is allowed over WebSocket, and no more: see `document-limits.ts`. */
export async function createApollo({
  schema,
  logger,
  costs,
  introspection,
}: ApolloOptions): Promise<ApolloServer<Context>> {
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
    stringifyResult,
    plugins: [
      chargesOperations(costs),
      compiledReads(schema, logger),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  return apollo;
}

/** Hands queries to the reader whole; see `whole-operation.ts`. */
function compiledReads(schema: GraphQLSchema, logger: Logger): ApolloServerPlugin<Context> {
  const respond = (singleResult: object) => ({
    http: { status: undefined, headers: new HeaderMap() },
    body: { kind: "single" as const, singleResult },
  });
  return {
    requestDidStart: async () => ({
      async responseForOperation({ contextValue, document, operation, request: { variables = {} } }) {
        try {
          const data = await readWholeOperation(contextValue, { schema, document, operation, variables });
          return data && respond({ data });
        } catch (error) {
          return respond({ errors: [clientError({ message: "" }, error, logger)] });
        }
      },
    }),
  };
}
