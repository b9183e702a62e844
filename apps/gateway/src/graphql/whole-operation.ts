import type { DocumentNode, FormattedExecutionResult, GraphQLSchema, OperationDefinitionNode } from "graphql";
import type { Context } from "./context.js";

/** The data of an operation as the database wrote it: JSON text, on its way to the socket unparsed. */
export class CompiledData {
  constructor(readonly text: string) {}
}

interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Reads all that an operation asks of the database with one statement, before graphql-js sees it. Gives the data where that
 * is all of it. Where it is not, graphql-js executes the operation over the root fields that were read. Both ways give the
 * same answer.
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
