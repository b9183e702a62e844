import { type Computed, declareComputed, declareMany, type Entity } from "@coachwork/reader";
import { Arg, Field, Int, ObjectType } from "type-graphql";
import { type Arguments, type InputFields, optionsOf } from "./inputs.js";

@ObjectType({ description: "Where a page is in its connection (Relay cursor connections)." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether there are more objects after this page.", simple: true })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether there are more objects before this page.", simple: true })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "The cursor of the first edge on the page.", simple: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "The cursor of the last edge on the page.", simple: true })
  endCursor!: string | null;
}

/** A GraphQL type in type-graphql's form: a class, a scalar, an enum, or a list of one of these. */
type Type = () => unknown;
const connections = new Map<Entity, Entity>();

/** The connection and edge types of an object type. */
export function connectionOf(node: Entity): Entity {
  const known = connections.get(node);
  if (known) return known;

  const edge = named(`${node.name}Edge`, `A ${node.name} and its cursor.`);
  field(edge, "node", () => node, "The object.");
  field(
    edge,
    "cursor",
    () => String,
    "The cursor of this object. Pass it to `after` or `before` to get the next page.",
  );

  const connection = named(`${node.name}Connection`, `A page of ${node.name} objects.`);
  field(connection, "nodes", () => [node], "The objects on this page.");
  field(connection, "edges", () => [edge], "The objects on this page with their cursors.");
  field(connection, "pageInfo", () => PageInfo, "Where this page is in the connection.");
  field(
    connection,
    "totalCount",
    () => Int,
    "The number of objects on all pages. It is counted only when you ask for it.",
  );

  connections.set(node, connection);
  return connection;
}

export interface PageOptions {
  /** The child's filter input. */
  readonly filter?: () => object;
  /** The enum of the child's sort orders. */
  readonly order?: object;
}

/** Adds the arguments of a connection to a field: `first`/`after`, `last`/`before`, `filter` and `orderBy`. */
export function pageArguments(prototype: object, name: string, { filter, order }: PageOptions): void {
  const args: [string, () => unknown, string][] = [
    ["first", () => Int, "How many objects from the start, 1 to 100. Give either `first` or `last`."],
    ["after", () => String, "Returns only objects after this cursor."],
    ["last", () => Int, "How many objects from the end, 1 to 100. Give either `first` or `last`."],
    ["before", () => String, "Returns only objects before this cursor."],
  ];
  if (filter) args.push(["filter", filter, "Returns only objects that match every given field."]);
  if (order) args.push(["orderBy", () => order, "The sort order. Ties are broken by id."]);
  args.forEach(([arg, type, description], index) =>
    Arg(arg, type as () => typeof String, { nullable: true, description })(prototype, name, index),
  );
}

interface ManyOptions extends PageOptions {
  /** The child's property that holds the parent's id. */
  readonly by: string;
  readonly description: string;
  /** Who sees these children: everybody who sees the parent (`true`), or those who see it by one of these grants. */
  readonly implied?: boolean | readonly string[];
  /** The order to use when the client asks for none. */
  readonly orderBy: string;
}

/**
 * Adds a connection of a later concept to an earlier one, such as `Engagement.sessions`. The earlier one does not
 * import it.
 */
export function hasMany(parent: Entity, name: string, child: Entity, options: ManyOptions): void {
  const { by, implied = false, orderBy: order } = options;
  declareMany(parent, name, { child: () => child, by, implied, form: "pages", order });
  pageArguments(parent.prototype as object, name, options);
  const connection = connectionOf(child);
  field(parent, name, () => connection, options.description);
}

/** Like `hasMany`, but a plain list. Use it only where a domain rule limits the length. */
export function hasFew(parent: Entity, name: string, child: Entity, options: ManyOptions): void {
  const { by, implied = false, orderBy: order } = options;
  declareMany(parent, name, { child: () => child, by, implied, form: "list", order });
  field(parent, name, () => [child], options.description);
}

/** Like `hasMany`, but a single object, or null. Use it only where the database keeps a second one out. */
export function hasOne(parent: Entity, name: string, child: Entity, options: Omit<ManyOptions, "orderBy">): void {
  const { by, implied = false } = options;
  declareMany(parent, name, { child: () => child, by, implied, form: "one" });
  field(parent, name, () => child, options.description, true);
}

interface ComputedOptions extends Computed {
  /** The type of the objects. It is no table. */
  readonly type: Entity;
  readonly takes: Arguments<InputFields>;
  readonly description: string;
}

/** Adds a list of objects that the database computes from a row and the field's arguments. */
export function hasComputed(
  parent: Entity,
  name: string,
  { type, takes, description, ...computed }: ComputedOptions,
): void {
  declareComputed(parent, name, computed);
  Object.entries(takes.fields).forEach(([arg, given], index) =>
    Arg(arg, given.kind.type as () => typeof String, optionsOf(given))(parent.prototype as object, name, index),
  );
  field(parent, name, () => [type], description);
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
