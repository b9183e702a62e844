import type { Actor } from "@coachwork/schema";
import { newId, withRequestId } from "@coachwork/platform";
import {
  createSourceEventStream,
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
import { type Context, type Services, signedIn } from "../graphql/context.js";
import { clientError } from "../graphql/errors.js";
import type { Admitted, Operations } from "../graphql/operations.js";
import { resolveField } from "../graphql/resolve.js";
import { readWholeOperation } from "../graphql/whole-operation.js";
import { Audiences } from "./audience.js";
import { ConnectionClosed } from "./connection-closed.js";
import { type Answer, EventAnswers, type EventRoot } from "./event-answers.js";
import { payForEvent } from "./event-price.js";
import type { Following } from "./following.js";
import { Interrupted } from "./hiccup.js";
import { listening } from "./listening.js";
import { viewerOf } from "./live-viewer.js";
import { Position, positionIn } from "./position.js";

/** Whose operations they are, as long as the connection lasts. */
export interface Owner {
  readonly actor?: Actor | undefined;
  readonly clientAddress: string;
  /** Identifies the request, if the connection is one. */
  readonly requestId?: string;
  /** Closes the connection, so that the client connects again and resumes. */
  readonly interrupt: (why: Interrupted) => void;
}

/** How the results of one operation reach its client. */
export interface Channel {
  /** Sends a result as JSON, and where the client resumes after it. Returns a promise unless it is already on its way. */
  send(result: string, position?: string): Promise<void> | undefined;
  /** Says where the client resumes from now on. Without it, only clients that ask are told. */
  sendPosition?(position: string): Promise<void> | undefined;
  /** Called when the operation has begun, or failed to. */
  begun(): void;
}

/** An admitted operation. */
interface Started {
  readonly channel: Channel;
  readonly owner: Owner;
  /** Whether its client wants positions among the extensions of results. */
  readonly tellsPosition: boolean;
  readonly admitted: Admitted;
}

/** Operations over connections that stay: the same rules and the same answers as over HTTP. */
export class LiveOperations {
  readonly #started = new WeakMap<ExecutionArgs, Started>();
  readonly #answers: EventAnswers;
  readonly #audiences: Audiences;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly services: Services,
    private readonly operations: Operations,
  ) {
    this.#answers = new EventAnswers((error) => this.error(error));
    this.#audiences = new Audiences(this.#answers);
  }

  /** What to execute, or why not. */
  prepare(
    owner: Owner,
    channel: Channel,
    { query, operationName, variables, extensions }: SubscribePayload,
  ): ExecutionArgs | readonly GraphQLError[] {
    const { schema, services, operations } = this;
    const contextValue = contextOf(services, owner);
    const document = operations.read(contextValue, query);
    if (!("kind" in document)) return document;
    const admitted = operations.admit(contextValue, document, { operationName, variables });
    if (!("cost" in admitted)) return admitted;
    const { operation } = admitted;
    let tellsPosition = false;
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
      contextValue.eventCost = services.costs.ofEvent(document, operation, variables ?? {});
      const given = positionIn(extensions ?? undefined);
      if (given instanceof GraphQLError) return [given];
      tellsPosition = given !== undefined;
      const tell = (position: string) => {
        const sent = tellsPosition
          ? channel.send(resultOf("", positionJson(position)), position)
          : channel.sendPosition?.(position);
        sent?.catch(() => undefined); // the connection is closed
      };
      if (tellsPosition || channel.sendPosition) contextValue.position = new Position(given ?? null, tell);
    }
    const args = {
      schema,
      document,
      operationName,
      variableValues: variables,
      contextValue,
      fieldResolver: resolveField,
    };
    this.#started.set(args, { channel, owner, tellsPosition, admitted });
    return args;
  }

  isSubscription(args: ExecutionArgs): boolean {
    return this.#started.get(args)!.admitted.operation.operation === OperationTypeNode.SUBSCRIPTION;
  }

  /** A query or mutation. */
  readonly execute = (args: ExecutionArgs): Promise<ExecutionResult> =>
    this.#execute(args).finally(() => this.#began(args));

  /** A subscription. Its events are sent from here. The first one reports the cost, and each its position. */
  readonly subscribe = (args: ExecutionArgs): Promise<AsyncGenerator<never, void> | ExecutionResult> =>
    this.#subscribe(args).finally(() => this.#began(args));

  #began(args: ExecutionArgs): void {
    this.#started.get(args)!.channel.begun();
  }

  async #execute(args: ExecutionArgs): Promise<ExecutionResult> {
    const { schema, document } = args;
    const context = args.contextValue as Context;
    const { operation, variables } = this.#started.get(args)!.admitted;
    const request = { schema, document, operation, variables };
    try {
      return await this.services.turns.take(context, async () => {
        const data = await readWholeOperation(context, request);
        return data ? { data: JSON.parse(data.text) as Record<string, unknown> } : execute(args);
      });
    } catch (error) {
      return { errors: [new GraphQLError("The operation failed.", { originalError: error as Error })] };
    }
  }

  async #subscribe(args: ExecutionArgs): Promise<AsyncGenerator<never, void> | ExecutionResult> {
    const { channel, owner, tellsPosition, admitted } = this.#started.get(args)!;
    const { position } = args.contextValue as Context;
    const events = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in events)) return this.#refused(events, owner);
    const question = this.#answers.questionOf(args, admitted.operation);
    let cost: object | undefined = admitted.cost;
    const send = (answer: string) => {
      const first = cost && `"cost":${JSON.stringify(cost)}`;
      cost = undefined;
      const told = tellsPosition && position ? positionJson(position.text) : undefined;
      return channel.send(resultOf(answer, first, told), position?.text);
    };
    const following = events as unknown as Following;
    const { first } = following;
    const begin = first && (async () => send((await this.#firstAnswer(first, args)).json));
    const listener = { following, question, args, send };
    return listening(this.#audiences, listener, (error) => failed(error, owner), begin);
  }

  /** Answers what a subscription is told before its first event, and charges for it. */
  async #firstAnswer(first: EventRoot, args: ExecutionArgs): Promise<Answer> {
    const context = args.contextValue as Context;
    const { costs } = this.services;
    const payer = { actor: signedIn(context), clientAddress: context.clientAddress };
    await payForEvent(costs, payer, context.eventCost ?? 0, 1, new AbortController().signal);
    return this.#answers.alone(first, args);
  }

  /** The first answer reports the cost of the operation. */
  answer(args: ExecutionArgs, { errors, ...result }: ExecutionResult): FormattedExecutionResult {
    const { cost } = this.#started.get(args)!.admitted;
    const { requestId } = args.contextValue as Context;
    return {
      ...result,
      ...(errors && { errors: withRequestId(requestId, () => errors.map((error) => this.error(error))) }),
      extensions: { ...result.extensions, cost },
    };
  }

  error(error: GraphQLError | GraphQLFormattedError): GraphQLFormattedError {
    const formatted = error instanceof GraphQLError ? error.toJSON() : error;
    return clientError(formatted, error, this.services.logger);
  }

  /** Why a subscription does not begin. If that cannot be found out now, the client is told to come back. */
  #refused(result: ExecutionResult, owner: Owner): AsyncGenerator<never, void> | ExecutionResult {
    const why = result.errors?.map(({ originalError }) => originalError).find((error) => error instanceof Interrupted);
    if (why) owner.interrupt(why);
    return why ? nothing() : result;
  }
}

/** A subscription that ends at once. */
async function* nothing(): AsyncGenerator<never, void> {}

/** What ends a subscription: a bug, which the client is told, or something after which the client can resume. */
function failed(error: unknown, owner: Owner): void {
  if (error instanceof Interrupted) return owner.interrupt(error);
  if (!(error instanceof ConnectionClosed)) throw error;
}

/** A result as JSON: of an answer's JSON without the outer braces, and its extensions. */
function resultOf(answer: string, ...extensions: readonly (string | undefined)[]): string {
  const told = extensions.filter((extension) => extension).join();
  if (!told) return `{${answer}}`;
  return `{${answer}${answer && ","}"extensions":{${told}}}`;
}

/** Positions contain no character that JSON would escape. */
function positionJson(position: string): string {
  return `"position":"${position}"`;
}

/** A subscription may run for days. Its viewer is the connection's owner as of now, on today's date. */
function contextOf(services: Services, owner: Owner): Context {
  const viewer = viewerOf(owner, services.clock);
  return {
    services,
    clientAddress: owner.clientAddress,
    requestId: owner.requestId ?? newId(),
    get actor() {
      return viewer();
    },
  };
}
