import { declareMany, type Entity } from "@coachwork/reader";
import { Arg, Field, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "Where a page stands in its connection (Relay cursor connections)." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether there is more after the page.", simple: true })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether there is more before the page.", simple: true })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "The cursor of the page's first edge.", simple: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "The cursor of the page's last edge.", simple: true })
  endCursor!: string | null;
}

/** A GraphQL type as type-graphql takes it: a class, a scalar, an enum, or a list of one. */
type Type = () => unknown;
const connections = new Map<Entity, Entity>();

/** The type's connection and edge, as GraphQL types. */
export function connectionOf(node: Entity): Entity {
  const known = connections.get(node);
  if (known) return known;

  const edge = named(`${node.name}Edge`, `A ${node.name} and its place in the connection.`);
  field(edge, "node", () => node, "The object.");
  field(edge, "cursor", () => String, "Its place, to go on from with `after` or `before`.");

  const connection = named(`${node.name}Connection`, `A page of ${node.name} objects.`);
  field(connection, "nodes", () => [node], "The objects of the page.");
  field(connection, "edges", () => [edge], "The objects of the page with their cursors.");
  field(connection, "pageInfo", () => PageInfo, "Where the page stands.");
  field(connection, "totalCount", () => Int, "How many there are on all pages; counted only when asked for.");

  connections.set(node, connection);
  return connection;
}

export interface PageOptions {
  /** Typed filter input of the child. */
  readonly filter?: () => object;
  /** Enum of the child's orders. */
  readonly order?: object;
}

/** Adds the arguments of a connection to a field: `first`/`after`, `last`/`before`, `filter` and `orderBy`. */
export function pageArguments(prototype: object, name: string, { filter, order }: PageOptions): void {
  const args: [string, () => unknown, string][] = [
    ["first", () => Int, "How many from the start, 1 to 100. Give this or `last`."],
    ["after", () => String, "Only what comes after this cursor."],
    ["last", () => Int, "How many from the end, 1 to 100. Give this or `first`."],
    ["before", () => String, "Only what comes before this cursor."],
  ];
  if (filter) args.push(["filter", filter, "Only what meets all of this."]);
  if (order) args.push(["orderBy", () => order, "The order; ties are broken by id."]);
  args.forEach(([arg, type, description], index) =>
    Arg(arg, type as () => typeof String, { nullable: true, description })(prototype, name, index),
  );
}

interface ManyOptions extends PageOptions {
  /** The child's property that holds the parent's id. */
  readonly by: string;
  readonly description: string;
  /** Whoever sees the parent (`true`), or sees it by one of these grants, sees these children. */
  readonly implied?: boolean | readonly string[];
  /** The order when none is asked for. */
  readonly orderBy: string;
}

/** Adds a connection of a later concept to an earlier one, which never learns of it (`Engagement.sessions`). */
export function hasMany(parent: Entity, name: string, child: Entity, options: ManyOptions): void {
  declareMany(parent, name, {
    child: () => child,
    by: options.by,
    list: false,
    implied: options.implied ?? false,
    order: options.orderBy,
  });
  pageArguments(parent.prototype as object, name, options);
  const connection = connectionOf(child);
  field(parent, name, () => connection, options.description);
}

/** As `hasMany`, but a plain list: only where a rule of the domain bounds its length. */
export function hasFew(parent: Entity, name: string, child: Entity, options: ManyOptions): void {
  declareMany(parent, name, {
    child: () => child,
    by: options.by,
    list: true,
    implied: options.implied ?? false,
    order: options.orderBy,
  });
  field(parent, name, () => [child], options.description);
}

/** Adds a field to a GraphQL type from outside its class. */
export function field(owner: Entity, name: string, type: Type, description: string, nullable = false): void {
  Field(type as () => typeof String, { description, nullable, simple: true })(owner.prototype as object, name);
}

function named(name: string, description: string): Entity {
  const { [name]: type } = { [name]: class {} };
  ObjectType(name, { description })(type as Entity);
  return type as Entity;
}
