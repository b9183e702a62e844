import { ApolloServer, HeaderMap } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { Crowded, type Logger } from "@coachwork/platform";
import type { DocumentNode, GraphQLSchema } from "graphql";
import type { Context } from "./context.js";
import { admitsOperations } from "./admission-plugin.js";
import { clientError } from "./errors.js";
import type { Admitted, Operations } from "./operations.js";
import { resolveField } from "./resolve.js";
import { readWholeOperation, stringifyResult } from "./whole-operation.js";

interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  readonly operations: Operations;
}

/**
 * Headers that a page from another origin cannot send without asking first (a preflight). A GET must have one of them;
 * otherwise a link in such a page could send it.
 */
const askedHeaders = ["authorization", "coachwork-firm", "apollo-require-preflight", "x-apollo-operation-name"];

/** GraphQL over HTTP. It allows the same as WebSocket, and no more: see `operations.ts`. */
export async function createApollo({ schema, logger, operations }: ApolloOptions): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true, // the rules for operations decide whether it exists
    fieldResolver: resolveField,
    documentStore: null,
    dangerouslyDisableValidation: true,
    csrfPrevention: { requestHeaders: askedHeaders },
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => clientError(formatted, error, logger),
    stringifyResult,
    plugins: [
      admitsOperations(
        operations,
        (error) => clientError(error.toJSON(), error, logger),
        compiledReads(schema, logger),
      ),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  return apollo;
}

/** Hands whole queries to the reader; see `whole-operation.ts`. */
function compiledReads(schema: GraphQLSchema, logger: Logger) {
  const respond = (singleResult: object, http?: { status: number; headers: Map<string, string> }) => ({
    http: { status: http?.status, headers: new HeaderMap(http?.headers) },
    body: { kind: "single" as const, singleResult },
  });
  return async (context: Context, document: DocumentNode, { operation, variables }: Admitted) => {
    try {
      const data = await readWholeOperation(context, { schema, document, operation, variables });
      return data && respond({ data });
    } catch (error) {
      const http = error instanceof Crowded ? error.extensions.http : undefined;
      return respond({ errors: [clientError({ message: "" }, error, logger)] }, http);
    }
  };
}
