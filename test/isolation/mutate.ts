import type { Actor } from "@coachwork/schema";
import { getNamedType, type GraphQLOutputType, isLeafType, isObjectType } from "graphql";

/** Does a mutation successfully, as the owner or somebody else, and gives the id of what it changed. */
export type Mutate = (name: string, input: object, by?: Actor) => Promise<string>;

/** What to ask of a mutation's payload: all that it tells, and of each object its id. */
export function payloadOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return "";
  if (!isObjectType(named)) throw new Error(`A payload has a ${named.name}: say what to ask of it.`);
  const fields = Object.values(named.getFields());
  if (fields.some(({ name }) => name === "id")) return "{ id }";
  return `{ ${fields.map((field) => `${field.name} ${payloadOf(field.type)}`).join(" ")} }`;
}
