import { type Entity, mayEverSee, readableEntities } from "@coachwork/reader";
import { SCOPES } from "@coachwork/schema";
import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  GraphQLError,
  type GraphQLSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** What every message tells of its event. */
const OF_EVERY_MESSAGE: ReadonlySet<string> = new Set(["seq", "position", "objectId", "relatedIds"]);

/** Why nobody with these grants is ever shown all that a document asks for. Undefined if they may be. */
export function whyOutOfScope(
  schema: GraphQLSchema,
  document: DocumentNode,
  grants: readonly string[],
): string | undefined {
  const entities = readableEntities();
  return firstOf(schema, document, (field, parent, type) => {
    const owner = entities.get(parent);
    const name = field.name.value;
    const isOwn = owner && !name.startsWith("__");
    if (isOwn && !mayEverSee(owner, [name], grants)) return lacking(`${parent}.${name}`, owner, [name]);
    const target = entities.get(type.replace(/Connection$/, ""));
    return target && !mayEverSee(target, [], grants) ? lacking(target.name, target, []) : undefined;
  });
}

/** Refuses other fields under the names of those that every message has. */
export function renamedIn(schema: GraphQLSchema, document: DocumentNode): GraphQLError | undefined {
  return firstOf(schema, document, (field, parent) => {
    const { alias, name } = field;
    if (parent !== "Event" || !alias || alias.value === name.value || !OF_EVERY_MESSAGE.has(alias.value))
      return undefined;
    const message = `Every message has ${alias.value}, which cannot be the name of another field.`;
    return new GraphQLError(message, { nodes: alias });
  });
}

/** What is found first at a field, by the names of the type that it belongs to and of the type that it has. */
function firstOf<T>(
  schema: GraphQLSchema,
  document: DocumentNode,
  find: (field: FieldNode, parent: string, type: string) => T | undefined,
): T | undefined {
  const types = new TypeInfo(schema);
  let found: T | undefined;
  const Field = (field: FieldNode) => {
    found ??= find(field, types.getParentType()?.name ?? "", getNamedType(types.getType())?.name ?? "");
  };
  visit(document, visitWithTypeInfo(types, { Field }));
  return found;
}

function lacking(what: string, entity: Entity, fields: readonly string[]): string {
  const scopes = Object.keys(SCOPES).filter((scope) => mayEverSee(entity, fields, [scope]));
  return scopes.length === 0
    ? `No API key may see ${what}.`
    : `The API key lacks the scope ${scopes.join(" or ")}, which ${what} needs.`;
}
