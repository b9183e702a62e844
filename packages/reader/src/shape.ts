import {
  getNamedType,
  GraphQLBoolean,
  GraphQLID,
  type GraphQLSchema,
  isEnumType,
  type OperationDefinitionNode,
  typeFromAST,
} from "graphql";
import { prefixOf } from "./ids.js";
import { entityOfPrefix } from "./declare.js";
import { isBlank } from "./search.js";

type ShapeOf = (value: unknown) => unknown;

const shapes = new WeakMap<OperationDefinitionNode, readonly (readonly [name: string, shape: ShapeOf])[]>();

/**
 * What a plan depends on in the variables, as a text: which ones are present, which filters they name, whether there is
 * anything to search for, includes, skips and orders, and the types of ids for `node(id)` and `nodes(ids)`. Other values never matter: they
 * become parameters.
 */
export function shapeOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): string {
  const known = shapes.get(operation);
  const parts = known ?? variablesOf(schema, operation);
  if (!known) shapes.set(operation, parts);
  return parts.length === 0 ? "" : JSON.stringify(parts.map(([name, shape]) => shape(variables[name])));
}

function variablesOf(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode) {
  return variableDefinitions.map((definition) => {
    const given = typeFromAST(schema, definition.type as never);
    const type = given && getNamedType(given);
    return [definition.variable.name.value, shaperOf(type)] as const;
  });
}

function shaperOf(type: unknown): ShapeOf {
  if (type === GraphQLBoolean || isEnumType(type)) return (value) => value ?? null;
  if (type === GraphQLID) return idShape;
  return structure;
}

function idShape(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map(idShape))].sort();
  if (typeof value !== "string") return structure(value);
  const prefix = prefixOf(value);
  return entityOfPrefix(prefix) ? prefix : "?";
}

function structure(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return [];
  if (typeof value === "string") return isBlank(value) ? 0 : 1;
  if (typeof value !== "object" || value instanceof Date) return 1;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, structure(inner)]));
}
