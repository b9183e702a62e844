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
import { MessageType, type SubscribePayload } from "graphql-ws";
import { type Context, type Services, signedIn } from "../graphql/context.js";
import { clientError } from "../graphql/errors.js";
import type { Admitted, Operations } from "../graphql/operations.js";
import { resolveField } from "../graphql/resolve.js";
import { readWholeOperation } from "../graphql/whole-operation.js";
import { Audiences } from "./audience.js";
import { type Answer, EventAnswers, type EventRoot } from "./event-answers.js";
import { payForEvent } from "./event-price.js";
import type { Following } from "./following.js";
import { Interrupted } from "./hiccup.js";
import { listening } from "./listening.js";
import { Position, positionIn } from "./position.js";
import { SocketClosed } from "./socket-transport.js";
import { viewerOf } from "./socket-viewer.js";

/** The owner of the operation. */
interface Owner {
  readonly actor?: Actor | undefined;
  readonly clientAddress: string;
  /** Sends a message. Returns a promise unless it is already on its way. */
  readonly send: (message: string) => Promise<void> | undefined;
  /** Closes the socket, so that the client connects again and resumes. */
  readonly interrupt: (why: Interrupted) => void;
  /** The ids of operations that have not begun. graphql-ws forgets one that is completed before, and would mistake it for the next. */
  readonly starting: Set<string>;
}

/** An admitted operation. */
interface Started {
  readonly id: string;
  readonly owner: Owner;
  readonly admitted: Admitted;
}

/** Operations over sockets: the same rules and the same answers as over HTTP. */
export class SocketOperations {
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
      // If sending fails, the socket is closed.
      const next = nextFor(id);
      const tell = (position: string) => void owner.send(next("", positionJson(position)))?.catch(() => undefined);
      if (given !== undefined) contextValue.position = new Position(given, tell);
    }
    const args = {
      schema,
      document,
      operationName,
      variableValues: variables,
      contextValue,
      fieldResolver: resolveField,
    };
    this.#started.set(args, { id, owner, admitted });
    return args;
  }

  /** A query or mutation. */
  readonly execute = (args: ExecutionArgs): Promise<ExecutionResult> =>
    this.#execute(args).finally(() => this.#began(args));

  /** A subscription. Its events are sent from here. The first one reports the cost, and each its position. */
  readonly subscribe = (args: ExecutionArgs): Promise<AsyncGenerator<never, void> | ExecutionResult> =>
    this.#subscribe(args).finally(() => this.#began(args));

  #began(args: ExecutionArgs): void {
    const { id, owner } = this.#started.get(args)!;
    owner.starting.delete(id);
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
    const { id, owner, admitted } = this.#started.get(args)!;
    const { position } = args.contextValue as Context;
    const events = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in events)) return this.#refused(events, owner);
    const question = this.#answers.questionOf(args, admitted.operation);
    const next = nextFor(id);
    let cost: object | undefined = admitted.cost;
    const send = (answer: string) => {
      const first = cost && `"cost":${JSON.stringify(cost)}`;
      cost = undefined;
      return owner.send(next(answer, first, position && positionJson(position.text)));
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
  if (!(error instanceof SocketClosed)) throw error;
}

/** Writes the `next` messages of an operation: the JSON of an answer without the outer braces, and its extensions. */
function nextFor(id: string): (answer: string, ...extensions: readonly (string | undefined)[]) => string {
  const start = `{"id":${JSON.stringify(id)},"type":"${MessageType.Next}","payload":{`;
  return (answer, one, other) => {
    const told = one && other ? `${one},${other}` : (one ?? other);
    if (!told) return `${start}${answer}}}`;
    return `${start}${answer}${answer && ","}"extensions":{${told}}}}`;
  };
}

/** Positions contain no character that JSON would escape. */
function positionJson(position: string): string {
  return `"position":"${position}"`;
}

/** A subscription may run for days. Its viewer is the socket's owner as of now, on today's date. */
function contextOf(services: Services, owner: Owner): Context {
  const viewer = viewerOf(owner, services.clock);
  return {
    services,
    clientAddress: owner.clientAddress,
    requestId: newId(),
    get actor() {
      return viewer();
    },
  };
}
