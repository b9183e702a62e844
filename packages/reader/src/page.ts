import { type FieldNode, getNamedType, type GraphQLObjectType } from "graphql";
import type { FieldArguments } from "./arguments.js";
import type { Entity } from "./declare.js";
import { ReadError } from "./errors.js";
import { aggregateJsonOf, objectOf, type Pair, type RowJson, rowJsonOf, textLiteral } from "./json.js";
import { beyond, cursorOf, orderBy, type SortOrder } from "./keyset.js";
import type { Rows, SelectedField, Selection } from "./selection.js";

/** The maximum number of rows on a page. */
export const MAX_PAGE = 100;

interface Connection {
  readonly entity: Entity;
  readonly args: FieldArguments;
  readonly order: SortOrder;
  readonly rows: Rows;
  readonly type: GraphQLObjectType;
}

/** How to write the fields of a connection from its rows. */
interface Page {
  /** JSON of all rows of the page, each as `json`. */
  each(json: string): string;
  /** The cursor of the page's first or last row. */
  edge(last: boolean): string;
  readonly cursor: string;
  readonly hasNextPage: string;
  readonly hasPreviousPage: string;
}

/** JSON of a page of a connection: a query over the page's rows, and one over all rows if they are counted. */
export function pageJson(selection: Selection, connection: Connection, nodes: readonly FieldNode[]): string {
  const { rows, type, args } = connection;
  const backward = isBackward(args);
  const fields = selection.fields(type, nodes);
  const asked = new Set(fields.map(([, [node]]) => node!.name.value));
  // A page that is not requested is not read. Its parameters would also be unused, which PostgreSQL refuses.
  if (!asked.has("nodes") && !asked.has("edges") && !asked.has("pageInfo")) return countJson(connection, fields);

  const peek = asked.has("pageInfo");
  const conditions = [rows.where, ...bounds(selection, connection)];
  const size = pageSize(args, backward).map((given) => (peek ? given + 1 : given));
  const limit = selection.statement.bind(size, "integer");
  const { row, table } = rows;
  const sorted = `select * from ${table} ${row} where ${conditions.join(" and ")} order by ${orderBy(connection.order, row, backward, selection.statement)} limit ${limit}`;
  const numbered = `select ${row}.*, row_number() over () as position_, count(*) over () as found_ from (${sorted}) ${row}`;
  const page =
    peek || backward
      ? pageOfNumbered(selection, connection, backward, peek ? limit : undefined)
      : pageOfSorted(selection, connection);
  const values = fields.map((field) => valueOf(selection, connection, page, field));
  const pairs = fields.map(([key], index): Pair => [key, values[index]!.json]);
  const from = `from (${peek || backward ? numbered : sorted}) ${row}${values.map((value) => value.from).join("")}`;
  // `having` makes it one row even without aggregates, for example if only the type of the page info is requested.
  return aggregateJsonOf(pairs, `${from} having true`, selection.statement.alias("page"));
}

function valueOf(selection: Selection, connection: Connection, page: Page, [, nodes]: SelectedField): RowJson {
  const { entity, rows, type } = connection;
  const name = nodes[0]!.name.value;
  const inner = getNamedType(type.getFields()[name]?.type ?? type) as GraphQLObjectType;
  switch (name) {
    case "nodes":
      return eachOf(page, selection.object(entity, inner, rows.row, nodes));
    case "edges":
      return eachOf(page, edgeJson(selection, connection, page, inner, nodes));
    case "pageInfo":
      return { from: "", json: pageInfoJson(selection, page, inner, nodes) };
    case "totalCount":
      return { from: "", json: totalCount(rows) };
    default:
      return { from: "", json: textLiteral(type.name) }; // __typename
  }
}

function eachOf(page: Page, { from, json }: RowJson): RowJson {
  return { from, json: page.each(json) };
}

/** The rows as they are. Without page info, it does not matter whether there are more. */
function pageOfSorted({ statement }: Selection, { order, rows }: Connection): Page {
  return {
    each: (json) => `coalesce(json_agg(${json}), '[]'::json)`,
    edge: () => "null",
    cursor: cursorOf(order, rows.row, statement),
    hasNextPage: "null",
    hasPreviousPage: "null",
  };
}

/**
 * The rows with their positions. One extra row (`peek` is then the number of rows) shows whether there is another page.
 * It is numbered last and never shown. When paging backward, the last rows come first and are then reversed.
 */
function pageOfNumbered(
  { statement }: Selection,
  { order, rows, args }: Connection,
  backward: boolean,
  peek: string | undefined,
): Page {
  const { row } = rows;
  const shown = peek === undefined ? "" : ` filter (where ${row}.position_ < ${peek})`;
  const sequence = `order by ${row}.position_ ${backward ? "desc" : "asc"}`;
  const cursor = cursorOf(order, row, statement);
  const more = peek === undefined ? "null" : `count(*) >= ${peek}`;
  // Cursors are only written for the rows at the ends of the page.
  const position = (last: boolean) => (last === backward ? "1" : `least(${row}.found_, ${peek ?? "0"} - 1)`);
  // As in the Relay specification: on the side that was not walked, only a given cursor shows that there are more.
  return {
    each: (json) => `coalesce(json_agg(${json} ${sequence})${shown}, '[]'::json)`,
    edge: (last) => `max(${cursor}) filter (where ${row}.position_ = ${position(last)})`,
    cursor,
    hasNextPage: backward ? String(args.shape.before != null) : more,
    hasPreviousPage: backward ? more : String(args.shape.after != null),
  };
}

function edgeJson(
  selection: Selection,
  { entity, rows }: Connection,
  page: Page,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): RowJson {
  let inner = "";
  const pairs = selection.fields(type, nodes).map(([key, fieldNodes]): Pair => {
    const name = fieldNodes[0]!.name.value;
    if (name === "cursor") return [key, page.cursor];
    if (name === "__typename") return [key, textLiteral(type.name)];
    const nodeType = getNamedType(type.getFields()[name]!.type) as GraphQLObjectType;
    const { from, json } = selection.object(entity, nodeType, rows.row, fieldNodes);
    inner += from;
    return [key, json];
  });
  const edge = rowJsonOf(pairs, selection.statement.alias("edge"));
  return { from: inner + edge.from, json: edge.json };
}

function pageInfoJson(selection: Selection, page: Page, type: GraphQLObjectType, nodes: readonly FieldNode[]): string {
  const facts: Readonly<Record<string, () => string>> = {
    __typename: () => textLiteral(type.name),
    hasNextPage: () => page.hasNextPage,
    hasPreviousPage: () => page.hasPreviousPage,
    startCursor: () => page.edge(false),
    endCursor: () => page.edge(true),
  };
  return objectOf(selection.fields(type, nodes).map(([key, [node]]) => [key, facts[node!.name.value]!()] as const));
}

function countJson({ type, rows }: Connection, fields: readonly SelectedField[]): string {
  const value = (name: string) => (name === "totalCount" ? totalCount(rows) : textLiteral(type.name));
  return objectOf(fields.map(([key, [node]]) => [key, value(node!.name.value)]));
}

function totalCount({ table, row, where }: Rows): string {
  return `(select count(*)::integer from ${table} ${row} where ${where})`;
}

function bounds({ statement }: Selection, { args, order, rows }: Connection): string[] {
  return (["after", "before"] as const)
    .filter((argument) => args.shape[argument] != null)
    .map((argument) => beyond(args.input(argument), argument, order, rows.row, statement));
}

function isBackward({ shape }: FieldArguments): boolean {
  if ((shape.first == null) === (shape.last == null)) {
    throw new ReadError("BAD_USER_INPUT", "Give either first or last: how many objects you want, 1 to 100.");
  }
  return shape.first == null;
}

function pageSize(args: FieldArguments, backward: boolean) {
  const name = backward ? "last" : "first";
  return args.input<number>(name).map((size) => {
    if (size >= 1 && size <= MAX_PAGE) return size;
    throw new ReadError("BAD_USER_INPUT", `${name} is ${size}; it must be between 1 and ${MAX_PAGE}.`);
  });
}
