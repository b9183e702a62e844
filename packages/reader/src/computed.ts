import { type FieldNode, getNamedType, type GraphQLField, type GraphQLObjectType } from "graphql";
import type { Entity } from "./declare.js";
import type { Input } from "./input.js";
import { type Pair, rowJsonOf, textLiteral } from "./json.js";
import { outputOf } from "./scalars.js";
import type { Selection } from "./selection.js";
import type { Sql } from "./sql.js";

/** The objects of a list that is computed from a row and the field's arguments. They are rows of no table. */
export interface Computed {
  /** A query with a row for each object, and a column for each of its fields, of the same name. */
  readonly objects: (row: string, argument: <T>(name: string) => Input<T>, sql: Sql) => string;
  /** The field by which they are sorted. */
  readonly sortedBy: string;
}

const computedFields = new Map<Entity, Map<string, Computed>>();

export function declareComputed(parent: Entity, field: string, computed: Computed): void {
  const fields = computedFields.get(parent) ?? new Map<string, Computed>();
  fields.set(field, computed);
  computedFields.set(parent, fields);
}

export function computedOf(entity: Entity, field: string): Computed | undefined {
  return computedFields.get(entity)?.get(field);
}

/** JSON of a list that is computed from a row and the field's arguments. Its objects have scalars alone. */
export function computedJson(
  selection: Selection,
  { objects, sortedBy }: Computed,
  field: GraphQLField<unknown, unknown>,
  row: string,
  nodes: readonly FieldNode[],
): string {
  const { statement } = selection;
  const args = selection.arguments(field, nodes);
  const type = getNamedType(field.type) as GraphQLObjectType;
  const computed = statement.alias("computed");
  const pairs = selection.fields(type, nodes).map(([key, [node]]): Pair => {
    const name = node!.name.value;
    if (name === "__typename") return [key, textLiteral(type.name)];
    return [key, outputOf(type.getFields()[name]!.type, `${computed}."${name}"`)];
  });
  const { from, json } = rowJsonOf(pairs, statement.alias("object"));
  const query = objects(row, (name) => args.input(name), statement);
  return `(select coalesce(json_agg(${json} order by ${computed}."${sortedBy}"), '[]'::json) from (${query}) ${computed}${from})`;
}
