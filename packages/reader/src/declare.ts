import type { Input } from "./input.js";
import type { Sql } from "./sql.js";
import type { Viewer } from "./viewer.js";

/** A SQL condition over one row; `row` is the row's table alias. */
export type RowCondition = (row: string, sql: Sql) => string;

/** A SQL condition over one row and a filter's value, which `sql.bind` turns into a parameter. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each filter knows the type of its own value
export type FilterCondition = (row: string, value: Input<any>, sql: Sql) => string;

/** A SQL expression over one row. */
export type Expression = (row: string, sql: Sql) => string;

/** A concept: the class that is both the table and the GraphQL type. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a class of any constructor
export type Entity<T = unknown> = new (...args: any[]) => T;

/**
 * Who sees a field. A list: the grants that show it wherever they show the row. By grant: always (`true`), or only where the
 * row meets a further condition.
 */
export type Right = readonly string[] | Readonly<Record<string, true | RowCondition>>;

/** What orders may sort by beside columns. */
export interface SortExpression {
  readonly sql: Expression;
  /** Its PostgreSQL type. */
  readonly type: string;
}

export interface Filter {
  readonly where: FilterCondition;
  /** Fields whose values the filter reveals: who may not see them cannot filter by them. */
  readonly reads?: readonly string[];
  /**
   * The to-one relation whose target's id the filter takes. Who sees a row does not always see what it points to: an object
   * that the viewer does not see is answered like one that never was.
   */
  readonly names?: string;
  /** How many rows meet it differs so much from value to value that each wants a plan of its own. */
  readonly isSkewed?: boolean;
}

/** What the reader must know of a type beyond its columns and relations; declared beside its class. */
export interface Readable {
  /** Prefix of its ids at the API. A type without one is no Node. */
  readonly prefix?: string;
  /**
   * Which rows each grant shows: all of them (`true`) or those that meet a condition. A grant that is not named shows none;
   * a viewer with several grants sees what any of them shows.
   */
  readonly visible: Readonly<Record<string, true | RowCondition>>;
  /** Fields that only some of those grants show; others find null there (an empty connection, an empty list). */
  readonly rights?: Readonly<Record<string, Right>>;
  /** Fields that are a SQL expression over the row. */
  readonly expressions?: Readonly<Record<string, Expression>>;
  /**
   * Orders by name: the fields sorted by, `id` breaking ties. Leading `-` means descending. An order reveals its fields: who
   * may not see them all cannot ask for it, and finds the first order here that they may see where it is the default.
   */
  readonly orders?: Readonly<Record<string, readonly string[]>>;
  readonly sorts?: Readonly<Record<string, SortExpression>>;
  readonly filters?: Readonly<Record<string, Filter>>;
  /**
   * To-one relations whose target whoever sees the row sees too (`true`), or whoever sees it by one of these grants, so that
   * the target's own condition need not be asked.
   */
  readonly implied?: Readonly<Record<string, true | readonly string[]>>;
}

/** A to-many field: a connection, or a plain list where a rule of the domain bounds its length. */
export interface Many {
  readonly child: () => Entity;
  /** The child's property that holds the parent's id. */
  readonly by: string;
  readonly list: boolean;
  /** Whoever sees the parent (`true`), or sees it by one of these grants, sees these children. */
  readonly implied: boolean | readonly string[];
  /** Order used when none is asked for. */
  readonly order: string;
}

/** A set of ids that conditions share, computed once a statement (the viewer's own engagements, say). */
export type Scope = (sql: Sql) => string;

/** How a root field is read. */
export type Root =
  /** One object by its argument `id`. */
  | { readonly kind: "one"; readonly entity: Entity }
  /** A connection of all that the viewer sees. */
  | { readonly kind: "many"; readonly entity: Entity; readonly order: string }
  /** Any object by its argument `id`. */
  | { readonly kind: "node" }
  /** An object that follows from who is asking; `ofPeople`: there is none for an API key. */
  | {
      readonly kind: "own";
      readonly entity: Entity;
      readonly id: (viewer: Viewer) => string | null;
      readonly ofPeople?: boolean;
    };

/** What a subscription tells of: who does not see these fields of an object is told nothing of it, not even when. */
export interface Reveals {
  readonly entity: Entity;
  readonly fields: readonly string[];
}

const readables = new Map<Entity, Readable>();
const manies = new Map<Entity, Map<string, Many>>();
const scopes = new Map<string, Scope>();
const roots = new Map<string, Root>();
const reveals = new Map<string, Reveals>();

/** Declares how a type is read. Put it on the class, above `@Entity`. */
export function Reads(readable: Readable): ClassDecorator {
  return (target) => {
    readables.set(target as unknown as Entity, readable);
  };
}

/** Adds what further grants see of an earlier slice's type: only the later slice knows why they see it. */
export function declareVisible(entity: Entity, visible: Readable["visible"]): void {
  const readable = readableOf(entity);
  readables.set(entity, { ...readable, visible: { ...readable.visible, ...visible } });
}

/** Adds relations of an earlier slice's type whose targets are seen with it. */
export function declareImplied(entity: Entity, implied: NonNullable<Readable["implied"]>): void {
  const readable = readableOf(entity);
  readables.set(entity, { ...readable, implied: { ...readable.implied, ...implied } });
}

/** Adds a field that is a SQL expression to an earlier slice's type. */
export function declareExpression(entity: Entity, field: string, expression: Expression): void {
  const readable = readableOf(entity);
  readables.set(entity, { ...readable, expressions: { ...readable.expressions, [field]: expression } });
}

export function declareMany(parent: Entity, field: string, many: Many): void {
  const fields = manies.get(parent) ?? new Map<string, Many>();
  fields.set(field, many);
  manies.set(parent, fields);
}

export function declareScope(name: string, scope: Scope): void {
  scopes.set(name, scope);
}

export function declareRoot(field: string, root: Root): void {
  roots.set(field, root);
}

/** Names what each event of a subscription reveals. */
export function declareReveals(subscription: string, revealed: Reveals): void {
  reveals.set(subscription, revealed);
}

export function revealsOf(subscription: string): Reveals {
  const revealed = reveals.get(subscription);
  if (!revealed) throw new Error(`Declare with declareReveals what the subscription ${subscription} reveals.`);
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
  return manies.get(entity)?.get(field);
}

export function scopeOf(name: string): Scope {
  const scope = scopes.get(name);
  if (!scope) throw new Error(`No scope is named ${name}; declare it with declareScope.`);
  return scope;
}

/** Every type that the reader can read, by its GraphQL name. */
export function readableEntities(): ReadonlyMap<string, Entity> {
  return new Map([...readables.keys()].map((entity) => [entity.name, entity]));
}

/** Replaces a type's declaration: the isolation tests take single conditions away and must then find a leak. */
export function redeclare(entity: Entity, readable: Readable): void {
  readables.set(entity, readable);
}
