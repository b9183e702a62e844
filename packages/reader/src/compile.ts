import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isListType,
  isNonNullType,
} from "graphql";
import { collectSubfields } from "graphql/execution/collectFields.js";
import { getArgumentValues } from "graphql/execution/values.js";
import type { DataSource, EntityMetadata } from "typeorm";
import { connectionJson, type PageArguments, type Rows } from "./connection.js";
import { type Entity, manyOf, readableEntities, readableOf } from "./declare.js";
import { ReadError } from "./errors.js";
import { objectOf, textLiteral } from "./json.js";
import { outputOf } from "./scalars.js";
import { Statement } from "./statement.js";
import type { Viewer } from "./viewer.js";
import { fieldCondition, isReachable, rowCondition } from "./visibility.js";

/** The parts of a GraphQL request that a selection is read with. */
export interface Request {
  readonly schema: GraphQLSchema;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly variableValues: Record<string, unknown>;
}

/** Hidden key of an object read for an interface: its type's name. */
export const ROW_TYPE = "$type";

/**
 * Hidden key of a compiled object that also has fields which are not SQL: their resolvers find the row's UUID there.
 * GraphQL names cannot begin with `$`, so it meets no response key.
 */
export const ROW_ID = "$id";

type Fields = Iterable<[responseKey: string, nodes: readonly FieldNode[]]>;

/**
 * Walks a selection and writes the SQL expressions that build its JSON. Objects are keyed by response key, as the client
 * asked for them.
 */
export class Compilation {
  readonly statement: Statement;

  constructor(
    readonly source: DataSource,
    readonly request: Request,
    viewer: Viewer,
  ) {
    this.statement = new Statement(viewer);
  }

  metadata(entity: Entity): EntityMetadata {
    return this.source.getMetadata(entity);
  }

  /** A query of the visible rows of a type that meet the conditions: `from ... where ...` without the columns. */
  rows(entity: Entity, row: string, conditions: readonly (string | undefined)[], implied = false): Rows {
    this.#refuseOutOfScope(entity);
    const visible = implied ? undefined : rowCondition(entity, row, this.statement);
    const where = [`${row}.firm_id = ${this.statement.firm}`, ...conditions, visible].filter(Boolean).join(" and ");
    return { table: this.metadata(entity).tableName, row, where };
  }

  /** JSON of the visible ones of these rows, by their UUIDs. */
  byId(entity: Entity, uuids: readonly string[], type: GraphQLObjectType, nodes: readonly FieldNode[]): string {
    const row = this.statement.alias(this.metadata(entity).tableName);
    const id = `${row}.${this.#idColumn(entity)}`;
    const { table, where } = this.rows(entity, row, [`${id} = any(${this.statement.bind(uuids, "uuid[]")})`]);
    return `select json_object_agg(${id}, ${this.object(entity, type, row, nodes)}) from ${table} ${row} where ${where}`;
  }

  connection(
    entity: Entity,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    order: string,
  ): string {
    return connectionJson(this, { entity, order, implied: false, parent: () => undefined }, field, nodes);
  }

  object(entity: Entity, type: GraphQLObjectType, row: string, nodes: readonly FieldNode[]): string {
    const pairs: [string, string][] = [];
    let bordered = false;
    for (const [key, fieldNodes] of this.fields(type, nodes)) {
      const name = fieldNodes[0]!.name.value;
      if (name === "__typename") {
        pairs.push([key, textLiteral(type.name)]);
        continue;
      }
      const value = this.#field(entity, type.getFields()[name]!, row, fieldNodes);
      if (value === undefined) bordered = true;
      else pairs.push([key, value]);
    }
    if (bordered) pairs.push([ROW_ID, `${row}.id`]);
    return objectOf(pairs);
  }

  fields(type: GraphQLObjectType, nodes: readonly FieldNode[]): Fields {
    const { schema, fragments, variableValues } = this.request;
    return collectSubfields(schema, fragments, variableValues, type, nodes);
  }

  arguments(field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): PageArguments {
    return getArgumentValues(field, nodes[0]!, this.request.variableValues);
  }

  /** SQL of a field, or undefined where the field is no SQL and graphql-js goes on from there. */
  #field(
    entity: Entity,
    field: GraphQLField<unknown, unknown>,
    row: string,
    nodes: readonly FieldNode[],
  ): string | undefined {
    const readable = readableOf(entity);
    const allowed = fieldCondition(entity, field.name, row, this.statement);
    const many = manyOf(entity, field.name);
    if (many) {
      return connectionJson(
        this,
        {
          entity: many.child(),
          order: many.order,
          implied: many.implied,
          list: many.list,
          parent: (child) => {
            const column = this.metadata(many.child()).findColumnWithPropertyName(many.by)!.databaseName;
            return [`${child}.${column} = ${row}.${this.#idColumn(entity)}`, allowed].filter(Boolean).join(" and ");
          },
        },
        field,
        nodes,
      );
    }
    const empty = isListType(field.type) || isNonNullType(field.type) ? "'[]'::json" : "null";
    // Not even written: its parameters would be bound and stand nowhere, which PostgreSQL refuses.
    if (allowed === "false") return empty;
    const value = this.#value(entity, readable.expressions?.[field.name], field, row, nodes);
    if (value === undefined || allowed === undefined) return value;
    return `case when ${allowed} then ${value} else ${empty} end`;
  }

  #value(
    entity: Entity,
    expression: ((row: string, sql: Statement) => string) | undefined,
    field: GraphQLField<unknown, unknown>,
    row: string,
    nodes: readonly FieldNode[],
  ): string | undefined {
    if (expression) return outputOf(field.type, expression(row, this.statement));
    const metadata = this.metadata(entity);
    const { prefix } = readableOf(entity);
    if (field.name === "id" && prefix)
      return `'${prefix}_' || replace(${row}.${this.#idColumn(entity)}::text, '-', '')`;
    const relation = metadata.findRelationWithPropertyPath(field.name);
    if (relation) {
      const condition = (target: string) =>
        relation.joinColumns
          .filter((join) => join.databaseName !== "firm_id")
          .map((join) => `${target}.${join.referencedColumn!.databaseName} = ${row}.${join.databaseName}`)
          .join(" and ");
      const type = getNamedType(field.type) as GraphQLObjectType;
      const implied = readableOf(entity).implied?.includes(field.name) ?? false;
      return this.#toOne(relation.type as Entity, condition, type, nodes, implied);
    }
    const column = metadata.findColumnWithPropertyName(field.name);
    return column && outputOf(field.type, `${row}.${column.databaseName}`);
  }

  #toOne(
    entity: Entity,
    condition: (row: string) => string,
    type: GraphQLObjectType,
    nodes: readonly FieldNode[],
    implied: boolean,
  ): string {
    const alias = this.statement.alias(this.metadata(entity).tableName);
    const { table, row, where } = this.rows(entity, alias, [condition(alias)], implied);
    return `(select ${this.object(entity, type, row, nodes)} from ${table} ${row} where ${where})`;
  }

  #idColumn(entity: Entity): string {
    const metadata = this.metadata(entity);
    const keys = metadata.primaryColumns.filter((column) => column.databaseName !== "firm_id");
    return (keys[0] ?? metadata.primaryColumns[0]!).databaseName;
  }

  /** What a key's scopes do not name is said plainly: it depends on the question alone and so tells nothing of any row. */
  #refuseOutOfScope(entity: Entity): void {
    const { grants, personId } = this.statement.viewer;
    if (personId !== null || isReachable(entity, grants)) return;
    const scopes = Object.keys(readableOf(entity).visible).filter((grant) => grant.includes(":"));
    throw new ReadError(
      "INSUFFICIENT_SCOPE",
      scopes.length > 0
        ? `This API key lacks the scope ${scopes.join(" or ")}, which ${entity.name} needs.`
        : `${entity.name} cannot be read with an API key, whatever its scopes.`,
    );
  }
}

/** The entity behind a GraphQL object type, if it is one that the reader reads. */
export function entityOf(type: { name: string }): Entity | undefined {
  return readableEntities().get(type.name);
}
