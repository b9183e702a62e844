import { dateIn, newId, type Actor } from "@coachwork/platform";
import {
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  OperationTypeNode,
} from "graphql";
import type { SubscribePayload } from "graphql-ws";
import type { Context, Services } from "../graphql/context.js";
import { clientError } from "../graphql/errors.js";
import type { Admitted, Operations } from "../graphql/operations.js";
import { resolveField } from "../graphql/resolve.js";
import { readWholeOperation } from "../graphql/whole-operation.js";
import { Position, positionIn } from "./position.js";

/** Whose operation it is. */
interface Owner {
  readonly actor?: Actor | undefined;
  readonly clientAddress: string;
  /** Tells the client where a subscription is. */
  readonly tellPosition: (id: string, seq: number) => void;
}

/** Operations that come over sockets: held to the same rules and given the same answers as over HTTP. */
export class SocketOperations {
  /** What was admitted and has not been answered yet. */
  readonly #admitted = new WeakMap<ExecutionArgs, Admitted>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly services: Services,
    private readonly operations: Operations,
  ) {}

  /** What to execute, or why not. */
  prepare(
    owner: Owner,
    id: string,
    { query, operationName, variables, extensions }: SubscribePayload,
  ): ExecutionArgs | readonly GraphQLError[] {
    const { schema, services, operations } = this;
    const contextValue = contextOf(services, owner);
    const document = operations.read(contextValue, query);
    if (!("kind" in document)) return document;
    const admitted = operations.admit(contextValue, document, { operationName, variables });
    if (!("cost" in admitted)) return admitted;
    const { operation } = admitted;
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
      contextValue.eventCost = services.costs.ofEvent(document, operation, variables ?? {});
      const given = positionIn(extensions ?? undefined);
      if (given instanceof GraphQLError) return [given];
      if (given !== undefined) contextValue.position = new Position(given, (seq) => owner.tellPosition(id, seq));
    }
    const args = {
      schema,
      document,
      operationName,
      variableValues: variables,
      contextValue,
      fieldResolver: resolveField,
    };
    this.#admitted.set(args, admitted);
    return args;
  }

  /** A query or mutation; subscriptions are graphql-js's own. */
  readonly execute = async (args: ExecutionArgs): Promise<ExecutionResult> => {
    const { schema, document, variableValues } = args;
    const context = args.contextValue as Context;
    const { operation } = this.#admitted.get(args)!;
    const request = { schema, document, operation, variables: variableValues ?? {} };
    try {
      return await this.services.turns.take(context, async () => {
        const data = await readWholeOperation(context, request);
        return data ? { data: JSON.parse(data.text) as Record<string, unknown> } : execute(args);
      });
    } catch (error) {
      return { errors: [new GraphQLError("The operation failed.", { originalError: error as Error })] };
    }
  };

  /** The first answer says what the operation cost, and each event of a subscription where that is. */
  answer(args: ExecutionArgs, { errors, ...result }: ExecutionResult): FormattedExecutionResult | undefined {
    const cost = this.#admitted.get(args)?.cost;
    const position = (args.contextValue as Context).position?.seq;
    this.#admitted.delete(args);
    if (!cost && !errors && position === undefined) return undefined;
    return {
      ...result,
      ...(errors && { errors: errors.map((error) => this.error(error)) }),
      ...((cost || position !== undefined) && {
        extensions: { ...result.extensions, ...(cost && { cost }), ...(position !== undefined && { position }) },
      }),
    };
  }

  error(error: GraphQLError | GraphQLFormattedError): GraphQLFormattedError {
    const formatted = error instanceof GraphQLError ? error.toJSON() : error;
    return clientError(formatted, error, this.services.logger);
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
