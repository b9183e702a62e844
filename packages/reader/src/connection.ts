import { type FieldNode, getNamedType, type GraphQLField, type GraphQLObjectType } from "graphql";
import type { FieldArguments } from "./arguments.js";
import { type Entity, readableOf } from "./declare.js";
import { ReadError } from "./errors.js";
import { filterConditions } from "./filters.js";
import { orderBy, sortFieldsOf, type SortOrder, sortOrder } from "./keyset.js";
import { pageJson } from "./page.js";
import { bestFirst, isSearched, searched } from "./search.js";
import type { Selection } from "./selection.js";
import { Statement } from "./statement.js";
import { fieldCondition } from "./visibility.js";

/** Rows of which a field returns many. */
export interface Children {
  readonly entity: Entity;
  /** The order to use when the client asks for none. */
  readonly order: string;
  readonly implied: boolean;
  readonly form: "pages" | "list";
  /** The condition that links a child to its parent. */
  readonly parent: (row: string) => string | undefined;
}

/** JSON of a connection or plain list of the visible children. */
export function connectionJson(
  selection: Selection,
  children: Children,
  field: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
): string {
  const { entity, implied, form, parent } = children;
  const args = selection.arguments(field, nodes);
  const row = selection.statement.alias(selection.metadata(entity).tableName);
  const conditions = [parent(row), ...filterConditions(selection, entity, row, args)];
  const rows = searched(selection, entity, args, selection.rows(entity, row, conditions, implied));
  const order = orderOf(selection, children, args);
  const type = getNamedType(field.type) as GraphQLObjectType;
  if (form === "pages") return pageJson(selection, { entity, args, order, rows, type }, nodes);
  const { from, json } = selection.object(entity, type, row, nodes);
  const items = `json_agg(${json} order by ${orderBy(order, row, false, selection.statement)})`;
  return `(select coalesce(${items}, '[]'::json) from ${rows.table} ${row}${from} where ${rows.where})`;
}

/**
 * The requested order, or the default. Cursors and sequence reveal the sort values. So a viewer who may not see them is
 * refused an order requested by name. Instead of the default, they get the first order that they may see.
 */
function orderOf(selection: Selection, { entity, order }: Children, { shape }: FieldArguments): SortOrder {
  const readable = readableOf(entity);
  const { orders = {}, sorts } = readable;
  const name = (shape.orderBy ?? order) as string;
  const properties = sortFieldsOf(readable, name);
  if (!properties) throw new Error(`${entity.name} declares no order ${name}.`);
  const metadata = selection.metadata(entity);
  const hidden = hiddenOf(selection, entity, properties);
  const best = (sorted: SortOrder) => (shape.orderBy == null && isSearched(entity, shape) ? bestFirst(sorted) : sorted);
  if (hidden === undefined) return best(sortOrder(metadata, name, properties, sorts));
  if (shape.orderBy == null) {
    const seen = Object.entries(orders).find(([, other]) => hiddenOf(selection, entity, other) === undefined);
    return best(sortOrder(metadata, ...(seen ?? (["ID", []] as const)), sorts));
  }
  throw new ReadError("BAD_USER_INPUT", `You cannot order by ${name}: you may not see ${entity.name}.${hidden}.`);
}

/** The first sort field that the viewer cannot see on every row. */
function hiddenOf(selection: Selection, entity: Entity, properties: readonly string[]): string | undefined {
  const probe = new Statement(selection.statement.viewer);
  return properties
    .map((property) => property.replace(/^-/, ""))
    .find((property) => fieldCondition(entity, property, "row", probe) !== undefined);
}
