import type { DocumentNode, FormattedExecutionResult, GraphQLSchema, OperationDefinitionNode } from "graphql";
import type { Context } from "./context.js";

/** The data of an operation as the database wrote it: JSON text that is sent without parsing. */
export class CompiledData {
  constructor(readonly text: string) {}
}

interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Coerced to their types. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Reads everything that an operation needs from the database in one statement, before graphql-js sees it. Returns the
 * data if that is all of it. Otherwise graphql-js executes the operation on the root fields that were read. Both ways
 * give the same answer.
 */
export async function readWholeOperation(context: Context, operation: Operation): Promise<CompiledData | null> {
  const { actor, services } = context;
  if (!actor || operation.operation.operation !== "query") return null;
  const answer = await services.reader.operation(actor, operation);
  if (answer === null) return null;
  if (!answer.isPartial) return new CompiledData(answer.text);
  context.roots = answer.roots;
  return null;
}

/** A result as text, in the order that the specification suggests. */
export function stringifyResult({ errors, data, extensions }: FormattedExecutionResult): string {
  if (!(data instanceof CompiledData)) return JSON.stringify({ errors, data, extensions });
  const more = extensions === undefined ? "" : `,"extensions":${JSON.stringify(extensions)}`;
  return `{"data":${data.text}${more}}`;
}
