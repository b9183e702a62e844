import { type FieldNode, getNamedType, type GraphQLField, type GraphQLObjectType } from "graphql";
import type { EntityMetadata } from "typeorm";
import { type Entity, readableOf } from "./declare.js";
import { ReadError } from "./errors.js";
import { objectOf, textLiteral } from "./json.js";
import { beyond, cursorOf, orderBy, type SortOrder, sortOrder } from "./keyset.js";
import type { Statement } from "./statement.js";
import { fieldCondition } from "./visibility.js";

export interface Rows {
  readonly table: string;
  readonly row: string;
  readonly where: string;
}

export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
  readonly orderBy?: string | null;
  readonly filter?: Readonly<Record<string, unknown>> | null;
}

export interface Children {
  readonly entity: Entity;
  readonly order: string;
  readonly implied: boolean;
  readonly list?: boolean;
  /** The condition that ties a child to its parent. */
  readonly parent: (row: string) => string | undefined;
}

/** What a connection needs of the compilation that it is part of. */
interface Compilation {
  readonly statement: Statement;
  metadata(entity: Entity): EntityMetadata;
  rows(entity: Entity, row: string, conditions: readonly (string | undefined)[], implied: boolean): Rows;
  object(entity: Entity, type: GraphQLObjectType, row: string, nodes: readonly FieldNode[]): string;
  fields(type: GraphQLObjectType, nodes: readonly FieldNode[]): Iterable<[key: string, nodes: readonly FieldNode[]]>;
  arguments(field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): PageArguments;
}

/** Most rows of a page. */
export const MAX_PAGE = 100;

/** JSON of a connection (or of a plain list) of the visible children. */
export function connectionJson(
  compilation: Compilation,
  children: Children,
  field: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
): string {
  const page = compilation.arguments(field, nodes);
  const row = compilation.statement.alias(compilation.metadata(children.entity).tableName);
  const order = orderOf(compilation, children, row, page);
  const conditions = [children.parent(row), ...filterConditions(compilation, children.entity, row, page)];
  const rows = compilation.rows(children.entity, row, conditions, children.implied);
  const type = getNamedType(field.type) as GraphQLObjectType;
  if (children.list) {
    const json = compilation.object(children.entity, type, row, nodes);
    const ordered = `json_agg(${json} order by ${orderBy(order, row, false)})`;
    return `coalesce((select ${ordered} from ${rows.table} ${row} where ${rows.where}), '[]'::json)`;
  }
  return pageJson(compilation, { children, page, order, rows, type }, nodes);
}

interface Page {
  readonly children: Children;
  readonly page: PageArguments;
  readonly order: SortOrder;
  readonly rows: Rows;
  readonly type: GraphQLObjectType;
}

function pageJson(compilation: Compilation, context: Page, nodes: readonly FieldNode[]): string {
  const { children, page, order, rows, type } = context;
  const { statement } = compilation;
  const backward = isBackward(page);
  const fields = [...compilation.fields(type, nodes)];
  // A page that nobody looks at is not read: its parameters would have no use in the statement either.
  if (fields.every(([, [node]]) => !pageFields.has(node!.name.value))) return countJson(type, rows, fields);

  // One row more than asked for tells whether there is another page; it is numbered last and never shown.
  const peek = statement.bind((backward ? page.last! : page.first!) + 1, "integer");
  const conditions = [rows.where];
  if (page.after != null) conditions.push(beyond(page.after, "after", order, rows.row, statement));
  if (page.before != null) conditions.push(beyond(page.before, "before", order, rows.row, statement));

  const { row } = rows;
  const sorted = `select * from ${rows.table} ${row} where ${conditions.join(" and ")} order by ${orderBy(order, row, backward)} limit ${peek}`;
  const numbered = `select ${row}.*, row_number() over () as position_ from (${sorted}) ${row}`;
  const inPage = `${row}.position_ < ${peek}`;
  const sequence = `order by ${row}.position_ ${backward ? "desc" : "asc"}`;
  const aggregate = (json: string) => `coalesce(json_agg(${json} ${sequence}) filter (where ${inPage}), '[]'::json)`;
  const cursor = cursorOf(order, row);
  const more = `count(*) >= ${peek}`;

  const pairs: [string, string][] = [];
  for (const [key, fieldNodes] of fields) {
    const name = fieldNodes[0]!.name.value;
    const inner = getNamedType(type.getFields()[name]?.type ?? type) as GraphQLObjectType;
    if (name === "__typename") pairs.push([key, textLiteral(type.name)]);
    if (name === "nodes") pairs.push([key, aggregate(compilation.object(children.entity, inner, row, fieldNodes))]);
    if (name === "edges")
      pairs.push([key, aggregate(edgeJson(compilation, children.entity, inner, row, cursor, fieldNodes))]);
    if (name === "pageInfo")
      pairs.push([key, pageInfoJson(compilation, inner, fieldNodes, { backward, page, more, cursor, inPage, row })]);
    if (name === "totalCount") pairs.push([key, totalCount(rows)]);
  }
  return `(select ${objectOf(pairs)} from (${numbered}) ${row})`;
}

/** Fields of a connection that need its rows. */
const pageFields: ReadonlySet<string> = new Set(["nodes", "edges", "pageInfo"]);

function countJson(type: GraphQLObjectType, rows: Rows, fields: readonly [string, readonly FieldNode[]][]): string {
  const value = (name: string) => (name === "totalCount" ? totalCount(rows) : textLiteral(type.name));
  return objectOf(fields.map(([key, [node]]) => [key, value(node!.name.value)]));
}

function totalCount({ table, row, where }: Rows): string {
  return `(select count(*)::integer from ${table} ${row} where ${where})`;
}

function edgeJson(
  compilation: Compilation,
  entity: Entity,
  type: GraphQLObjectType,
  row: string,
  cursor: string,
  nodes: readonly FieldNode[],
): string {
  const pairs: [string, string][] = [];
  for (const [key, fieldNodes] of compilation.fields(type, nodes)) {
    const name = fieldNodes[0]!.name.value;
    if (name === "__typename") pairs.push([key, textLiteral(type.name)]);
    if (name === "cursor") pairs.push([key, cursor]);
    if (name === "node") {
      const inner = getNamedType(type.getFields()[name]!.type) as GraphQLObjectType;
      pairs.push([key, compilation.object(entity, inner, row, fieldNodes)]);
    }
  }
  return objectOf(pairs);
}

interface PageFacts {
  readonly backward: boolean;
  readonly page: PageArguments;
  readonly more: string;
  readonly cursor: string;
  readonly inPage: string;
  readonly row: string;
}

function pageInfoJson(
  compilation: Compilation,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  { backward, page, more, cursor, inPage, row }: PageFacts,
): string {
  const edge = (last: boolean) =>
    `(array_agg(${cursor} order by ${row}.position_ ${last ? "desc" : "asc"}) filter (where ${inPage}))[1]`;
  // As in the Relay specification: the side that was not walked is known to go on only by the cursor it started from.
  const facts: Record<string, string> = {
    __typename: textLiteral(type.name),
    hasNextPage: backward ? String(page.before != null) : more,
    hasPreviousPage: backward ? more : String(page.after != null),
    startCursor: edge(backward),
    endCursor: edge(!backward),
  };
  const pairs = [...compilation.fields(type, nodes)].map(
    ([key, fieldNodes]) => [key, facts[fieldNodes[0]!.name.value]!] as const,
  );
  return objectOf(pairs);
}

function isBackward(page: PageArguments): boolean {
  const { first, last } = page;
  if ((first == null) === (last == null)) {
    throw new ReadError("BAD_USER_INPUT", "Give either first or last (1 to 100): how many of the connection you want.");
  }
  const size = first ?? last!;
  if (size < 1 || size > MAX_PAGE) {
    const name = first == null ? "last" : "first";
    throw new ReadError("BAD_USER_INPUT", `${name} is ${size}; it must be between 1 and ${MAX_PAGE}.`);
  }
  return first == null;
}

/**
 * The order asked for, or the default one. Cursors and sequence reveal the values sorted by: a viewer who may not see them
 * gets the order of creation instead of the default, and a refusal instead of an order asked for by name.
 */
function orderOf(compilation: Compilation, { entity, order }: Children, row: string, page: PageArguments): SortOrder {
  const metadata = compilation.metadata(entity);
  const name = page.orderBy ?? order;
  const properties = readableOf(entity).orders?.[name];
  if (!properties) throw new Error(`${entity.name} declares no order ${name}.`);
  const hidden = properties
    .map((property) => property.replace(/^-/, ""))
    .find((property) => fieldCondition(entity, property, row, compilation.statement) !== undefined);
  if (hidden === undefined) return sortOrder(metadata, name, properties);
  if (page.orderBy == null) return sortOrder(metadata, "CREATED", []);
  throw new ReadError("BAD_USER_INPUT", `You cannot order by ${name}: you may not see ${entity.name}.${hidden}.`);
}

function filterConditions(
  compilation: Compilation,
  entity: Entity,
  row: string,
  page: PageArguments,
): (string | undefined)[] {
  const { statement } = compilation;
  return Object.entries(page.filter ?? {}).flatMap(([name, value]) => {
    if (value == null) return [];
    const filter = readableOf(entity).filters?.[name];
    if (!filter) throw new Error(`${entity.name} declares no filter ${name}.`);
    const rights = (filter.reads ?? []).map((field) => fieldCondition(entity, field, row, statement));
    return [...rights, filter.where(row, value, statement)];
  });
}
