import type { EntityMetadata } from "typeorm";
import type { Readable, SortExpression } from "./declare.js";
import { ReadError } from "./errors.js";
import type { Input } from "./input.js";
import type { Sql } from "./sql.js";
import type { Statement } from "./statement.js";

/** A sort key. `id` is always the last one, so that an order has no ties. */
export interface SortKey {
  /** SQL of the row's value. */
  readonly of: (row: string, sql: Sql) => string;
  readonly type: string;
}

export interface SortOrder {
  readonly name: string;
  readonly keys: readonly SortKey[];
  readonly descending: boolean;
}

/** The end of the name of an order's reverse. */
const REVERSE = "_DESC";

/** The sort fields of an order by its name. The reverse of an order has the same. */
export function sortFieldsOf({ orders = {} }: Readable, name: string): readonly string[] | undefined {
  return orders[name] ?? (isReverse(name) ? orders[name.slice(0, -REVERSE.length)] : undefined);
}

function isReverse(name: string): boolean {
  return name.endsWith(REVERSE);
}

export function sortOrder(
  metadata: EntityMetadata,
  name: string,
  properties: readonly string[],
  sorts: Readonly<Record<string, SortExpression>> = {},
): SortOrder {
  const descending = properties.some((property) => property.startsWith("-")) !== isReverse(name);
  const unique = metadata.primaryColumns.map((column) => column.propertyName).filter((key) => key !== "firmId");
  const names = [...properties.map((property) => property.replace(/^-/, "")), ...unique];
  const keys = [...new Set(names)].map((property): SortKey => {
    const sort = sorts[property];
    if (sort) return { of: sort.sql, type: sort.type };
    const column = metadata.findColumnWithPropertyName(property);
    if (!column) throw new Error(`${metadata.name} has no column ${property} to sort by.`);
    return { of: (row) => `${row}.${column.databaseName}`, type: String(column.type) };
  });
  return { name, keys, descending };
}

export function orderBy(order: SortOrder, row: string, backward: boolean, sql: Sql): string {
  const direction = order.descending !== backward ? "desc" : "asc";
  return order.keys.map((key) => `${key.of(row, sql)} ${direction}`).join(", ");
}

/**
 * SQL for a row's cursor: the order's name and the row's keys, as base64 of a JSON array. Clients treat it as opaque
 * but can decode it. So it contains only the id and what the order reveals, which the viewer may see.
 */
export function cursorOf(order: SortOrder, row: string, sql: Sql): string {
  const keys = order.keys.map((key) => key.of(row, sql)).join(", ");
  const json = `json_build_array('${order.name}', ${keys})::text`;
  return `translate(encode(convert_to(${json}, 'UTF8'), 'base64'), E'\\n', '')`;
}

/** SQL for "beyond this cursor, in this order". */
export function beyond(
  cursor: Input<string>,
  argument: "after" | "before",
  order: SortOrder,
  row: string,
  statement: Statement,
): string {
  const keys = cursor.map((text) => keysOf(text, argument, order));
  const columns = order.keys.map((key) => key.of(row, statement));
  const parameters = order.keys.map(({ type }, index) =>
    statement.bind(
      keys.map((values) => values[index]),
      type,
    ),
  );
  const comparison = (argument === "after") === order.descending ? "<" : ">";
  return `(${columns.join(", ")}) ${comparison} (${parameters.join(", ")})`;
}

function keysOf(cursor: string, argument: string, order: SortOrder): unknown[] {
  const refusal = () =>
    new ReadError(
      "BAD_USER_INPUT",
      `${argument} is not a cursor of this connection in the order ${order.name}. Use one from its pageInfo or edges.`,
    );
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, "base64").toString("utf8"));
  } catch {
    throw refusal();
  }
  if (!Array.isArray(parts)) throw refusal();
  const [name, ...keys] = parts as unknown[];
  const whole = name === order.name && keys.length === order.keys.length;
  if (!whole || !order.keys.every((key, index) => fits(keys[index], key.type))) throw refusal();
  return keys;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A forged cursor must be refused here. In the database it would cause an error of ours. */
function fits(value: unknown, type: string): boolean {
  switch (type) {
    case "uuid":
      return typeof value === "string" && uuid.test(value);
    case "timestamptz":
      return typeof value === "string" && isInstant(value);
    case "date":
      return typeof value === "string" && isDate(value);
    case "integer":
      return Number.isInteger(value) && Math.abs(value as number) <= 2_147_483_647;
    case "bigint":
      return Number.isSafeInteger(value);
    case "text":
      return typeof value === "string" && !value.includes("\0");
    default:
      return false;
  }
}

/** A date in our calendar, which has no year 0 and no 30 February. `Date` would read that as a day in March. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text.startsWith("0000")) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** An instant as PostgreSQL writes it into JSON: `2027-03-01T09:00:00.123456+00:00`. */
function isInstant(text: string): boolean {
  const time = /^T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?[+-](0\d|1[0-4]):[0-5]\d$/;
  return isDate(text.slice(0, 10)) && time.test(text.slice(10));
}
