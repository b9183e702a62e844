import { type DocumentNode, Kind, type OperationDefinitionNode, parse, print } from "@0no-co/graphql.web";

/**
 * A document that knows the types of its result and variables: one of `graphql()`, or a `TypedDocumentNode` or
 * `TypedDocumentString` that your own code generator made.
 */
export interface TypedDocument<Result, Variables> {
  /** Never there: it carries the types. */
  __apiType?: (variables: Variables) => Result;
}

/** The values of an operation's variables, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** A document's only operation. */
export interface Operation {
  readonly text: string;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  /** The names of its variables. */
  readonly variables: ReadonlySet<string>;
}

const known = new WeakMap<object, Operation>();

/** Reads a document, once for each object. Throws a TypeError if it has not exactly one operation. */
export function operationOf(given: object | string): Operation {
  if (typeof given === "string") return read(given);
  const found = known.get(given) ?? read(given);
  known.set(given, found);
  return found;
}

function read(given: object | string): Operation {
  const document = "kind" in Object(given) ? (given as DocumentNode) : parse(String(given), { noLocation: true });
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const [definition] = operations;
  if (!definition || operations.length > 1)
    throw new TypeError(`The document has ${operations.length} operations: give one with a single operation.`);
  const variables = new Set((definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value));
  return { text: print(document), document, definition, variables };
}

/** Reads a document that must be of one kind. */
export function operationOfKind(kind: "query" | "mutation" | "subscription", given: object | string): Operation {
  const operation = operationOf(given);
  const is: string = operation.definition.operation;
  if (is !== kind) throw new TypeError(`The document is a ${is}, and this method takes a ${kind}.`);
  return operation;
}
