import type { ApolloServerPlugin, BaseContext } from "@apollo/server";
import type { CostLimits, CostReport, Payer } from "./cost-limits.js";

/** Charges operations over HTTP before they are executed, and says in each answer what it cost. */
export function chargesOperations<Context extends BaseContext & Payer>(
  limits: CostLimits,
): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      let report: CostReport | undefined;
      return {
        async didResolveOperation({ contextValue, document, operation, request }) {
          // Without an operation nothing is executed; the answer is an error.
          if (operation) report = limits.admit(contextValue, document, operation, request.variables);
        },
        async willSendResponse({ response: { body } }) {
          if (!report || body.kind !== "single") return;
          body.singleResult.extensions = { ...body.singleResult.extensions, cost: report };
        },
      };
    },
  };
}
