import { type ApolloServerPlugin, type BaseContext, type GraphQLRequestListener, HeaderMap } from "@apollo/server";
import { type DocumentNode, type GraphQLError, type GraphQLFormattedError, parse } from "graphql";
import { type CostReport, type Payer, restIfThrottled } from "./cost-limits.js";
import { type Admitted, type Operations, refused } from "./operations.js";

type Answer = Awaited<ReturnType<GraphQLRequestListener<BaseContext>["responseForOperation"] & {}>>;

/** Stands in for a refused document, so that Apollo does not examine it further. */
const NOTHING = parse("{ __typename }");

/**
 * Admits operations over HTTP as over WebSocket (`operations.ts`), and adds the cost to each answer. Apollo neither
 * parses nor validates a document that is already given. Our limits must apply before its rules, and its error codes
 * are not ours.
 *
 * `answer` is asked before graphql-js executes an operation, which does so only if the answer is null.
 */
export function admitsOperations<Context extends BaseContext & Payer>(
  operations: Operations,
  tell: (error: GraphQLError) => GraphQLFormattedError,
  answer: (context: Context, document: DocumentNode, admitted: Admitted) => Promise<Answer>,
): ApolloServerPlugin<Context> {
  const refusal = async (errors: readonly GraphQLError[]) => {
    await restIfThrottled(errors);
    const { status, headers = [] } = httpOf(errors);
    const singleResult = { errors: errors.map(tell) };
    return { http: { status, headers: new HeaderMap(headers) }, body: { kind: "single" as const, singleResult } };
  };
  return {
    async requestDidStart() {
      let faults: readonly GraphQLError[] = [];
      let report: CostReport | undefined;
      return {
        async didResolveSource(request) {
          const document = operations.read(request.contextValue, request.source);
          if (!("kind" in document)) faults = document;
          Object.assign(request, { document: "kind" in document ? document : NOTHING });
        },
        async responseForOperation({ contextValue, document, request: { operationName, variables } }) {
          if (faults.length > 0) return refusal(faults);
          const admitted = operations.admit(contextValue, document, { operationName, variables });
          if (!("cost" in admitted)) return refusal(admitted);
          if (admitted.operation.operation === "subscription") return refusal([overHttp()]);
          report = admitted.cost;
          return answer(contextValue, document, admitted);
        },
        async willSendResponse({ response: { body } }) {
          if (!report || body.kind !== "single") return;
          body.singleResult.extensions = { ...body.singleResult.extensions, cost: report };
        },
      };
    },
  };
}

/** The status and headers for the first of several errors. */
function httpOf([error]: readonly GraphQLError[]): { status: number; headers?: Iterable<[string, string]> } {
  const { status = 400, headers } = (error?.extensions.http ?? {}) as {
    status?: number;
    headers?: Map<string, string>;
  };
  return { status, ...(headers && { headers }) };
}

function overHttp(): GraphQLError {
  return refused(
    "WEBSOCKET_REQUIRED",
    "A subscription needs a WebSocket. Open one at the same address, with the protocol graphql-transport-ws. Or send it by POST with Accept: text/event-stream.",
  );
}
