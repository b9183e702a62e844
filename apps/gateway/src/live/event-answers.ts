import type { Actor } from "@coachwork/schema";
import {
  type DocumentNode,
  execute,
  type ExecutionArgs,
  type GraphQLError,
  type GraphQLFormattedError,
  Kind,
  type OperationDefinitionNode,
  visit,
} from "graphql";
import { type Context, signedIn } from "../graphql/context.js";
import { isHiccup } from "../graphql/errors.js";
import { retryHiccups } from "./hiccup.js";
import { shortened, viewKeyOf } from "./shared-reads.js";

/** What followers are told about an event. */
export interface Answer {
  /** The JSON of `data` and `errors`, without the outer braces. */
  readonly json: string;
  /** The viewer it belongs to, if viewers with the same grants may get different answers. */
  readonly owner: string | undefined;
}

/** An event in the form that graphql-js needs. */
export interface EventRoot {
  readonly seq: number;
}

/**
 * Answers subscriptions' selections for events. A selection runs once for all viewers who select the same and may see
 * the same, however many sockets they have.
 */
export class EventAnswers {
  readonly #numbers = new WeakMap<DocumentNode, number>();
  #documents = 0;

  constructor(private readonly masked: (error: GraphQLError) => GraphQLFormattedError) {}

  /** Identifies a subscription's selection: equal selections have equal names. */
  questionOf({ document, variableValues }: ExecutionArgs, operation: OperationDefinitionNode): string {
    const asked = variablesBelow(document, operation);
    const variables = Object.entries(variableValues ?? {}).filter(([name]) => asked.has(name));
    return shortened(JSON.stringify([this.#numberOf(document), operation.name?.value ?? "", variables.sort()]));
  }

  /**
   * An answer for a viewer with the same grants. It is only valid if it belongs to nobody in particular, or to this
   * viewer.
   */
  shared(event: EventRoot, question: string, args: ExecutionArgs): Promise<Answer> {
    const viewer = signedIn(args.contextValue as Context);
    return this.#answer(`${event.seq} ${question} ${viewKeyOf(viewer)}`, event, args, viewer);
  }

  /** The viewer's own answer. */
  own(event: EventRoot, question: string, args: ExecutionArgs): Promise<Answer> {
    const viewer = signedIn(args.contextValue as Context);
    return this.#answer(`${event.seq} ${question} ${viewKeyOf(viewer)} ${viewer.actorId}`, event, args, viewer);
  }

  /** The viewer's own answer to what no other subscription is told. */
  alone(event: EventRoot, args: ExecutionArgs): Promise<Answer> {
    const viewer = signedIn(args.contextValue as Context);
    return retryHiccups(() => this.#execute(event, args, viewer));
  }

  #answer(key: string, event: EventRoot, args: ExecutionArgs, viewer: Actor): Promise<Answer> {
    const { services } = args.contextValue as Context;
    return services.sharedReads.once(key, () => this.#execute(event, args, viewer));
  }

  /** As the viewer of the key, whose roles may have changed by the time it can be read. */
  async #execute(event: EventRoot, args: ExecutionArgs, viewer: Actor): Promise<Answer> {
    const context = Object.create(args.contextValue as Context, { actor: { value: viewer } }) as Context;
    context.isPersonal = false;
    const { data, errors } = await execute({ ...args, contextValue: context, rootValue: event });
    const hiccup = errors?.find(isHiccup);
    if (hiccup) throw hiccup;
    const owner = context.isPersonal || errors ? viewer.actorId : undefined;
    const json = JSON.stringify({ ...(errors && { errors: errors.map(this.masked) }), data });
    return { json: json.slice(1, -1), owner };
  }

  /** Documents are parsed once and kept, so the same text is the same document. */
  #numberOf(document: DocumentNode): number {
    const known = this.#numbers.get(document) ?? (this.#documents += 1);
    this.#numbers.set(document, known);
    return known;
  }
}

/**
 * The variables that an event's answer may depend on. Variables of the root field's arguments only choose the events.
 */
function variablesBelow(document: DocumentNode, operation: OperationDefinitionNode): ReadonlySet<string> {
  const found = new Set<string>();
  const roots = new Set<unknown>(operation.selectionSet.selections.filter(({ kind }) => kind === Kind.FIELD));
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void found.add(name.value),
    Argument: (_, __, ___, ____, ancestors) => (roots.has(ancestors.at(-1)) ? false : undefined),
  });
  return found;
}
