import { newId } from "@coachwork/platform";
import type { Actor, LoggedEvent } from "@coachwork/schema";
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from "graphql";
import { LRUCache } from "lru-cache";
import type { Context, Services } from "../../graphql/context.js";
import { Costs } from "../../graphql/cost.js";
import { prices } from "../../graphql/cost-prices.js";
import { Documents, parsed } from "../../graphql/documents.js";
import { clientError } from "../../graphql/errors.js";
import { resolveField } from "../../graphql/resolve.js";
import { EventAnswers } from "../../live/event-answers.js";
import { Interrupted } from "../../live/hiccup.js";
import { renamedIn, whyOutOfScope } from "./selection-rights.js";

declare module "../../graphql/context.js" {
  interface Services {
    readonly selections: Selections;
  }
}

/** What is wrong with a selection, for people to read. */
export interface SelectionFlaw {
  readonly code: "INVALID" | "TOO_EXPENSIVE";
  readonly message: string;
}

/** What an event's selection shows: the fields of `Event`, and what went wrong as GraphQL reports it. */
export interface Selected {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** A selection as the subscription that it would be. */
interface Subscription {
  readonly document: DocumentNode;
  readonly cost: number;
}

/** The selections of endpoints: what messages tell of an event. They are answered as those of the subscription `events` are. */
export class Selections {
  readonly #read = new LRUCache<string, Subscription | SelectionFlaw>({ max: 1_000 });
  #schema: GraphQLSchema | undefined;
  #documents!: Documents;
  #costs!: Costs;

  /** @param limit the most that a message may cost */
  constructor(private readonly limit: number) {}

  /** The schema is made later, because it has the mutations that judge selections. */
  learn(schema: GraphQLSchema): void {
    this.#schema = schema;
    this.#documents = new Documents(schema, false);
    this.#costs = new Costs(schema);
    this.#read.clear();
  }

  /** What is wrong with a selection, for any key. */
  flawOf(text: string): SelectionFlaw | undefined {
    const read = this.#subscriptionOf(text);
    return "document" in read ? undefined : read;
  }

  /** Why a viewer is never shown all that a selection asks for. Undefined if they may be. */
  whyOutOfScope(text: string, { grants }: Pick<Actor, "grants">): string | undefined {
    const read = this.#subscriptionOf(text);
    return "document" in read ? whyOutOfScope(this.#schema!, read.document, grants) : undefined;
  }

  /**
   * What a selection shows of an event to its viewer, read from the primary database. What fails is null, with an error.
   *
   * @throws Interrupted if the database could not be read for long
   */
  async answer(services: Services, viewer: Actor, text: string, event: LoggedEvent): Promise<Selected> {
    const read = this.#subscriptionOf(text);
    // It was judged when it was given, but the schema may have changed since.
    if (!("document" in read)) return { data: {}, errors: [{ message: read.message }] };
    const { document } = read;
    const contextValue: Context = { services, actor: viewer, clientAddress: "", requestId: newId(), isStored: true };
    const masked = (error: GraphQLError) => clientError(error.toJSON(), error, services.logger);
    const args = { schema: this.#schema!, document, contextValue, fieldResolver: resolveField };
    try {
      const { json } = await new EventAnswers(masked).alone(event, args);
      const { data, errors } = JSON.parse(`{${json}}`) as Answered;
      return { data: data?.events ?? {}, ...(errors && { errors: errors.map(below) }) };
    } catch (error) {
      if (!(error instanceof Interrupted) || !(error.cause instanceof GraphQLError)) throw error;
      // What takes too long again and again would take too long for ever.
      const told = masked(error.cause);
      if (told.extensions?.code !== "TIMEOUT") throw error;
      return { data: {}, errors: [below(told)] };
    }
  }

  #subscriptionOf(text: string): Subscription | SelectionFlaw {
    const known = this.#read.get(text);
    if (known) return known;
    const read = this.#subscriptionFrom(text);
    this.#read.set(text, read);
    return read;
  }

  #subscriptionFrom(text: string): Subscription | SelectionFlaw {
    const given = parsed(text);
    if (given instanceof GraphQLError) return invalid(given);
    const [operation, ...fragments] = given.definitions;
    if (!isSelectionSet(operation) || fragments.some(({ kind }) => kind !== Kind.FRAGMENT_DEFINITION))
      return invalid(new GraphQLError("It is not a selection set, with the fragments that it uses."));
    const subscription = subscriptionTo(operation);
    const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [subscription, ...fragments] };
    const [flaw] = this.#documents.faultsOf(document);
    if (flaw) return invalid(flaw);
    const renamed = renamedIn(this.#schema!, document);
    if (renamed) return invalid(renamed);
    const cost = Math.max(1, this.#costs.of(document, subscription) - prices.subscription);
    if (cost <= this.limit) return { document, cost };
    const message = `The selection costs ${cost} for each message, but at most ${this.limit} is allowed. Ask for less.`;
    return { code: "TOO_EXPENSIVE", message };
  }
}

interface Answered {
  readonly data: { readonly events: Selected["data"] } | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** An error whose path begins at the event, as the selection does. */
function below({ path, ...error }: GraphQLFormattedError): GraphQLFormattedError {
  return { ...error, ...(path && { path: path.slice(1) }) };
}

/** Whether a definition has no more than the fields, in braces. */
function isSelectionSet(
  definition: DocumentNode["definitions"][number] | undefined,
): definition is OperationDefinitionNode {
  return definition?.kind === Kind.OPERATION_DEFINITION && definition.loc?.startToken.value === undefined;
}

/** The positions of the fields stay those in the selection's text. */
function subscriptionTo({ selectionSet }: OperationDefinitionNode): OperationDefinitionNode {
  const events = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "events" }, selectionSet } as const;
  return {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.SUBSCRIPTION,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [events] },
  };
}

function invalid({ message, locations }: GraphQLError): SelectionFlaw {
  const [place] = locations ?? [];
  const where = place ? ` at line ${place.line}, column ${place.column}` : "";
  const what = message.replace(/^Syntax Error: /, "");
  return {
    code: "INVALID",
    message: `The selection is wrong${where}: ${what} Give a selection set on Event, such as { object { ... on Person { name } } }.`,
  };
}
