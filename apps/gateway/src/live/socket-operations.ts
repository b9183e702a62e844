import { dateIn, newId, type Actor } from "@coachwork/platform";
import {
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from "graphql";
import type { SubscribePayload } from "graphql-ws";
import type { Context, Services } from "../graphql/context.js";
import type { CostReport } from "../graphql/cost-limits.js";
import { clientError } from "../graphql/errors.js";
import { resolveField } from "../graphql/resolve.js";
import { readWholeOperation } from "../graphql/whole-operation.js";
import { Documents } from "./documents.js";

/** Whose operation it is. */
interface Owner {
  readonly actor?: Actor | undefined;
  readonly clientAddress: string;
}

/** Operations that come over sockets: held to the same rules and given the same answers as over HTTP. */
export class SocketOperations {
  readonly #documents: Documents;
  /** What operations cost whose first answer is still to come. */
  readonly #spent = new WeakMap<ExecutionArgs, CostReport>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly services: Services,
    introspection: boolean,
  ) {
    this.#documents = new Documents(schema, introspection);
  }

  /** What to execute, or why not. */
  prepare(owner: Owner, payload: SubscribePayload): ExecutionArgs | readonly GraphQLError[] {
    const { schema, services } = this;
    const document = this.#documents.parse(payload.query);
    if (!("kind" in document)) return document;
    const { operationName, variables } = payload;
    const contextValue = contextOf(services, owner);
    const args = {
      schema,
      document,
      operationName,
      variableValues: variables,
      contextValue,
      fieldResolver: resolveField,
    };
    const operation = getOperationAST(document, operationName);
    if (!operation) return args; // nothing will be executed; the answer says why
    try {
      this.#spent.set(args, services.costs.admit(contextValue, document, operation, variables ?? {}));
      return args;
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
  }

  /** A query or mutation; subscriptions are graphql-js's own. */
  readonly execute = async (args: ExecutionArgs): Promise<ExecutionResult> => {
    const { schema, document, operationName, variableValues } = args;
    const operation = getOperationAST(document, operationName)!;
    const request = { schema, document, operation, variables: variableValues ?? {} };
    try {
      const data = await readWholeOperation(args.contextValue as Context, request);
      return data ? { data: JSON.parse(data.text) as Record<string, unknown> } : await execute(args);
    } catch (error) {
      return { errors: [new GraphQLError("The operation failed.", { originalError: error as Error })] };
    }
  };

  /** The first answer says what the operation cost: later events of a subscription cost nothing. */
  answer(args: ExecutionArgs, { errors, ...result }: ExecutionResult): FormattedExecutionResult | undefined {
    const cost = this.#spent.get(args);
    this.#spent.delete(args);
    if (!cost && !errors) return undefined;
    return {
      ...result,
      ...(errors && { errors: errors.map((error) => this.error(error)) }),
      ...(cost && { extensions: { ...result.extensions, cost } }),
    };
  }

  error(error: GraphQLError | GraphQLFormattedError): GraphQLFormattedError {
    const formatted = error instanceof GraphQLError ? error.toJSON() : error;
    const safe = clientError(formatted, error, this.services.logger);
    const { http: _, ...extensions } = safe.extensions ?? {};
    return { ...safe, extensions };
  }
}

/** A subscription may run for days: its viewer is who the socket's owner is by now, on today's date. */
function contextOf(services: Services, owner: Owner): Context {
  return {
    services,
    clientAddress: owner.clientAddress,
    requestId: newId(),
    get actor() {
      const { actor } = owner;
      return actor ? { ...actor, today: dateIn(actor.firmTimeZone, services.clock.now()) } : null;
    },
  };
}
