import type { GraphQLFieldResolver } from "graphql";
import { type Context, signedIn } from "./context.js";

/**
 * How a field gets its value where no resolver says so. There are two kinds of sources:
 * - What the reader compiled is plain JSON whose keys are response keys, arguments and aliases being dealt with already.
 * - Payloads and other answers of services are class instances. Where one holds a UUID and the schema an object, the
 *   reader reads that object, as its viewer: a mutation can never answer what a query would hide.
 */
export const resolveField: GraphQLFieldResolver<unknown, Context> = (source, _, context, info) => {
  if (isCompiled(source)) return source[info.path.key];
  const value = (source as Record<string, unknown>)[info.fieldName];
  if (typeof value !== "string") return value;
  const { reader } = context.services;
  const entity = reader.entityOf(info);
  return entity ? reader.row(signedIn(context), entity, value, info) : value;
};

function isCompiled(source: unknown): source is Record<string, unknown> {
  return typeof source === "object" && source !== null && Object.getPrototypeOf(source) === Object.prototype;
}
