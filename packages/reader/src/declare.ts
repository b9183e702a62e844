import type { Input } from "./input.js";
import type { Sql } from "./sql.js";
import type { Viewer } from "./viewer.js";

/** A SQL condition on one row; `row` is the row's table alias. */
export type RowCondition = (row: string, sql: Sql) => string;

/** A SQL condition on one row and a filter value. `sql.bind` turns the value into a parameter. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each filter knows the type of its own value
export type FilterCondition = (row: string, value: Input<any>, sql: Sql) => string;

/** A SQL expression on one row. */
export type Expression = (row: string, sql: Sql) => string;

/** A concept: the class that is both the table and the GraphQL type. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a class of any constructor
export type Entity<T = unknown> = new (...args: any[]) => T;

/**
 * Who sees a field. A list contains the grants that show the field with the row. A record says by grant whether the
 * field is always shown (`true`), or only if the row meets a further condition.
 */
export type Right = readonly string[] | Readonly<Record<string, true | RowCondition>>;

/** What orders may sort by, apart from columns. */
export interface SortExpression {
  readonly sql: Expression;
  /** Its PostgreSQL type. */
  readonly type: string;
}

/** A condition on the row, or a filter of what a relation or to-many field of the row leads to. */
export type Filter = OwnFilter | FilterThrough;

/** Asks whether the viewer sees an object there that meets that object's own filter. What is hidden does not count. */
export interface FilterThrough {
  /** The relation or to-many field. */
  readonly through: string;
  /** The filter of the type that it leads to. */
  readonly filter: string;
}

export interface OwnFilter {
  readonly where: FilterCondition;
  /** The fields whose values the filter reveals. Viewers who may not see them cannot use the filter. */
  readonly reads?: readonly string[];
  /**
   * The to-one relation whose target's id the filter takes. A viewer of a row may not see its target. A hidden target
   * gets the same answer as an id that never existed.
   */
  readonly names?: string;
  /** Whether the number of matching rows varies so much between values that each value needs its own plan. */
  readonly isSkewed?: boolean;
}

/** The SQL condition for "the viewer sees this field of the row with this id". Undefined: always. `"false"`: never. */
export type Sees = (field: string, id: string) => string | undefined;

/** How rows are found by a text. */
export interface Search {
  /** A query for the `id` of each row that matches, once, and its integer `rank`: 0 is best. */
  readonly matches: (text: Input<string>, sql: Sql, sees: Sees) => string;
}

/** What the reader must know about a type besides its columns and relations. It is declared beside the class. */
export interface Readable {
  /** The prefix of its API ids. A type without one is not a Node. */
  readonly prefix?: string;
  /**
   * Which rows each grant shows: all of them (`true`), or those that meet a condition. A grant that is not listed shows
   * none. A viewer with several grants sees what any of them shows.
   */
  readonly visible: Readonly<Record<string, true | RowCondition>>;
  /** Fields that only some of those grants show. For others they are null, or an empty connection or list. */
  readonly rights?: Readonly<Record<string, Right>>;
  /**
   * Grants that show a row by these fields alone, besides its id. `rights` say nothing for them. What a later version adds to
   * the type stays hidden from them until it is named here.
   */
  readonly only?: Readonly<Record<string, Readonly<Record<string, true | RowCondition>>>>;
  /** Fields that are SQL expressions on the row. */
  readonly expressions?: Readonly<Record<string, Expression>>;
  /**
   * Named orders with their sort fields; `id` breaks ties. A leading `-` means descending. Each order also has a reverse,
   * which is named with `_DESC` at its end. An order reveals its fields.
   * Viewers who may not see them all cannot ask for it; if it is the default, they get the first order here that they
   * may see.
   */
  readonly orders?: Readonly<Record<string, readonly string[]>>;
  readonly sorts?: Readonly<Record<string, SortExpression>>;
  readonly filters?: Readonly<Record<string, Filter>>;
  /** How the filter `search` finds rows. It orders a list, too, unless the client asks for an order. */
  readonly search?: Search;
  /** SQL for the id that an id means today, if objects of the type can be merged. `id` is SQL too. */
  readonly presentId?: (id: string, sql: Sql) => string;
  /**
   * To-one relations whose targets are visible with the row (`true`), or visible to viewers who see the row by one of
   * these grants. The target's own condition is then not checked.
   */
  readonly implied?: Readonly<Record<string, true | readonly string[]>>;
}

/** A field that shows the rows that name its parent. */
export type Many = {
  readonly child: () => Entity;
  /** The child's property that holds the parent's id. */
  readonly by: string;
  /** Who sees these children: everybody who sees the parent (`true`), or those who see it by one of these grants. */
  readonly implied: boolean | readonly string[];
} & (Several | { readonly form: "one" });

/** Children in pages, or all of them if a domain rule limits how many there are. */
interface Several {
  readonly form: "pages" | "list";
  /** The order to use when the client asks for none. */
  readonly order: string;
}

/** A to-one field that shows the first of a to-many field's rows, such as the next session of an engagement. */
export interface First {
  /** The to-many field. */
  readonly of: string;
  readonly order: string;
  /** Which of its rows. */
  readonly where: RowCondition;
  /** The fields of the row that being the first reveals. A row of which the viewer may not see them does not count. */
  readonly reads: readonly string[];
}

/**
 * A set of ids that several conditions share, such as the viewer's own engagements. It is computed once per statement.
 */
export type Scope = (sql: Sql) => string;

/** How a root field is read. */
export type Root =
  /** One object, by the argument `id`. */
  | { readonly kind: "one"; readonly entity: Entity }
  /** A connection of everything that the viewer sees. */
  | { readonly kind: "many"; readonly entity: Entity; readonly order: string }
  /** How many objects the viewer sees with each word of a field, as a list of `{ <field> count }`. */
  | { readonly kind: "counts"; readonly entity: Entity; readonly by: string; readonly words: readonly string[] }
  /** Any object, by the argument `id`. */
  | { readonly kind: "node" }
  /** Objects of any types, by the argument `ids`. */
  | { readonly kind: "nodes" }
  /** An object that depends on the viewer. With `ofPeople`, it is null for API keys. */
  | {
      readonly kind: "own";
      readonly entity: Entity;
      readonly id: (viewer: Viewer) => string | null;
      readonly ofPeople?: boolean;
    };

/**
 * What a subscription reveals. A viewer who cannot see these fields of an object gets no events about it, not even
 * their times.
 */
export interface Reveals {
  readonly entity: Entity;
  readonly fields: readonly string[];
}

const readables = new Map<Entity, Readable>();
const entitiesByName = new Map<string, Entity>();
const entitiesByPrefix = new Map<string, Entity>();
const toManyFields = new Map<Entity, Map<string, Many>>();
const firstFields = new Map<Entity, Map<string, First>>();
const scopes = new Map<string, Scope>();
const roots = new Map<string, Root>();
const reveals = new Map<string, Reveals>();

/** Declares how a type is read. Put it on the class, above `@Entity`. */
export function Reads(readable: Readable): ClassDecorator {
  return (target) => {
    const entity = target as unknown as Entity;
    readables.set(entity, readable);
    entitiesByName.set(entity.name, entity);
    if (readable.prefix !== undefined) entitiesByPrefix.set(readable.prefix, entity);
  };
}

/** Adds further grants to a type of an earlier slice. Only the later slice knows why they see it. */
export function declareVisible(entity: Entity, visible: Readable["visible"]): void {
  const readable = readableOf(entity);
  readables.set(entity, { ...readable, visible: { ...readable.visible, ...visible } });
}

/** Adds relations of an earlier slice's type whose targets are visible with it. */
export function declareImplied(entity: Entity, implied: NonNullable<Readable["implied"]>): void {
  const readable = readableOf(entity);
  readables.set(entity, { ...readable, implied: { ...readable.implied, ...implied } });
}

/** Adds a SQL expression as a field of an earlier slice's type. */
export function declareExpression(entity: Entity, field: string, expression: Expression): void {
  const readable = readableOf(entity);
  readables.set(entity, { ...readable, expressions: { ...readable.expressions, [field]: expression } });
}

/** Says who sees fields that a later slice adds to a type. */
export function declareRights(entity: Entity, rights: NonNullable<Readable["rights"]>): void {
  const readable = readableOf(entity);
  readables.set(entity, { ...readable, rights: { ...readable.rights, ...rights } });
}

/** Adds fields to those by which a grant alone shows an earlier slice's type. */
export function declareOnly(
  entity: Entity,
  grant: string,
  fields: Readonly<Record<string, true | RowCondition>>,
): void {
  const readable = readableOf(entity);
  readables.set(entity, { ...readable, only: { ...readable.only, [grant]: { ...readable.only?.[grant], ...fields } } });
}

/** Adds filters to an earlier slice's type. */
export function declareFilters(entity: Entity, filters: NonNullable<Readable["filters"]>): void {
  const readable = readableOf(entity);
  readables.set(entity, { ...readable, filters: { ...readable.filters, ...filters } });
}

export function declareMany(parent: Entity, field: string, many: Many): void {
  const fields = toManyFields.get(parent) ?? new Map<string, Many>();
  fields.set(field, many);
  toManyFields.set(parent, fields);
}

export function declareFirst(parent: Entity, field: string, first: First): void {
  const fields = firstFields.get(parent) ?? new Map<string, First>();
  fields.set(field, first);
  firstFields.set(parent, fields);
}

export function declareScope(name: string, scope: Scope): void {
  scopes.set(name, scope);
}

export function declareRoot(field: string, root: Root): void {
  roots.set(field, root);
}

/** Declares what each event of a subscription reveals. */
export function declareReveals(subscription: string, revealed: Reveals): void {
  reveals.set(subscription, revealed);
}

export function revealsOf(subscription: string): Reveals {
  const revealed = reveals.get(subscription);
  if (!revealed) throw new Error(`Declare what the subscription ${subscription} reveals, with declareReveals.`);
  return revealed;
}

export function rootOf(field: string): Root | undefined {
  return roots.get(field);
}

export function readableOf(entity: Entity): Readable {
  const readable = readables.get(entity);
  if (!readable) throw new Error(`${entity.name} has no @Reads: declare who sees it beside its class.`);
  return readable;
}

export function manyOf(entity: Entity, field: string): Many | undefined {
  return toManyFields.get(entity)?.get(field);
}

export function firstOf(entity: Entity, field: string): First | undefined {
  return firstFields.get(entity)?.get(field);
}

export function scopeOf(name: string): Scope {
  const scope = scopes.get(name);
  if (!scope) throw new Error(`No scope is named ${name}; declare it with declareScope.`);
  return scope;
}

/** Every type that the reader can read, by GraphQL name. */
export function readableEntities(): ReadonlyMap<string, Entity> {
  return entitiesByName;
}

/** The type whose API ids have this prefix. */
export function entityOfPrefix(prefix: string): Entity | undefined {
  return entitiesByPrefix.get(prefix);
}

/** Replaces a type's declaration. The isolation tests remove single conditions and must then find a leak. */
export function redeclare(entity: Entity, readable: Readable): void {
  readables.set(entity, readable);
}
