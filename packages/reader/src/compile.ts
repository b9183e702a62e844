import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isListType,
  isNonNullType,
} from "graphql";
import { collectSubfields } from "graphql/execution/collectFields.js";
import type { DataSource, EntityMetadata } from "typeorm";
import { FieldArguments } from "./arguments.js";
import { computedJson, computedOf } from "./computed.js";
import { connectionJson } from "./connection.js";
import { type Entity, type First, firstOf, manyOf, readableOf } from "./declare.js";
import { idColumnOf } from "./entity-ids.js";
import { ReadError } from "./errors.js";
import { type Pair, type RowJson, rowJsonOf, textLiteral } from "./json.js";
import { relatedBy } from "./related.js";
import { orderBy, sortFieldsOf, sortOrder } from "./keyset.js";
import { outputOf } from "./scalars.js";
import type { Rows, SelectedField, Selection } from "./selection.js";
import { Statement } from "./statement.js";
import type { ViewerClass } from "./viewer.js";
import { fieldCondition, isReachable, rowCondition } from "./visibility.js";

/** The parts of a GraphQL request that are needed to read a selection. */
export interface Request {
  readonly schema: GraphQLSchema;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly variableValues: Record<string, unknown>;
}

/**
 * Hidden keys of compiled objects, which graphql-js needs to continue from them. GraphQL names cannot begin with `$`,
 * so these cannot clash with response keys.
 */
export const hidden = {
  /** The row's UUID, for the resolvers of fields that are not SQL. */
  id: "$id",
  /** The name of the type, where the schema has an interface. */
  type: "$type",
} as const;

/** Walks a selection and writes the SQL expressions that build its JSON. Objects use the client's response keys. */
export class Compilation implements Selection {
  readonly statement: Statement;
  /** Whether a field was found that is not SQL, so graphql-js must continue from there. */
  isPartial = false;

  constructor(
    private readonly source: DataSource,
    private readonly request: Request,
    viewer: ViewerClass,
    /**
     * Whether graphql-js continues from the answer. If so, it needs the type names wherever the schema has an
     * interface.
     */
    readonly forExecution: boolean,
  ) {
    this.statement = new Statement(viewer);
  }

  metadata(entity: Entity): EntityMetadata {
    return this.source.getMetadata(entity);
  }

  rows(entity: Entity, row: string, conditions: readonly (string | undefined)[], implied: boolean): Rows {
    this.#refuseOutOfScope(entity);
    const visible = implied ? undefined : rowCondition(entity, row, this.statement);
    const where = [`${row}.firm_id = ${this.statement.firm}`, ...conditions, visible].filter(Boolean).join(" and ");
    return { table: this.metadata(entity).tableName, row, where };
  }

  /** JSON of the visible row that matches the condition, or SQL null. */
  one(
    entity: Entity,
    condition: (row: string) => string,
    nodes: readonly FieldNode[],
    implied = false,
    more: readonly Pair[] = [],
  ): string {
    const alias = this.statement.alias(this.metadata(entity).tableName);
    const { table, row, where } = this.rows(entity, alias, [condition(alias)], implied);
    const { from, json } = this.object(entity, this.#typeOf(entity), row, nodes, more);
    return `(select ${json} from ${table} ${row}${from} where ${where})`;
  }

  /** Whether a field can return this type. Not everything with an id is a Node. */
  isAnswer(entity: Entity, field: GraphQLField<unknown, unknown>): boolean {
    const [asked, type] = [getNamedType(field.type), this.#typeOf(entity)];
    return asked === type || (isAbstractType(asked) && this.request.schema.isSubType(asked, type));
  }

  /** Like `one`, for a field that returns an interface. */
  node(entity: Entity, condition: (row: string) => string, nodes: readonly FieldNode[]): string {
    return this.one(entity, condition, nodes, false, this.#type(entity));
  }

  /** What tells graphql-js the type of an object. */
  #type(entity: Entity): readonly Pair[] {
    return this.forExecution ? [[hidden.type, textLiteral(entity.name)]] : [];
  }

  /** JSON of the visible rows with these ids, keyed by id. `asNode`: for a field that returns an interface. */
  byId(entity: Entity, condition: (row: string) => string, nodes: readonly FieldNode[], asNode = false): string {
    const alias = this.statement.alias(this.metadata(entity).tableName);
    const { table, row, where } = this.rows(entity, alias, [condition(alias)], false);
    const more = asNode ? this.#type(entity) : [];
    const { from, json } = this.object(entity, this.#typeOf(entity), row, nodes, more);
    const id = `${row}.${this.idColumn(entity)}`;
    return `(select json_object_agg(${id}, ${json}) from ${table} ${row}${from} where ${where})`;
  }

  connection(
    entity: Entity,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    order: string,
  ): string {
    return connectionJson(
      this,
      { entity, order, form: "pages", implied: false, parent: () => undefined },
      field,
      nodes,
    );
  }

  object(
    entity: Entity,
    type: GraphQLObjectType,
    row: string,
    nodes: readonly FieldNode[],
    more: readonly Pair[] = [],
  ): RowJson {
    const pairs: Pair[] = [...more];
    let bordered = false;
    for (const [key, fieldNodes] of this.fields(type, nodes)) {
      const name = fieldNodes[0]!.name.value;
      const value =
        name === "__typename" ? textLiteral(type.name) : this.#field(entity, type.getFields()[name]!, row, fieldNodes);
      if (value === undefined) bordered = true;
      else pairs.push([key, value]);
    }
    if (bordered) {
      this.isPartial = true;
      pairs.push([hidden.id, `${row}.${this.idColumn(entity)}`]);
    }
    return rowJsonOf(pairs, this.statement.alias("object"));
  }

  fields(type: GraphQLObjectType, nodes: readonly FieldNode[]): readonly SelectedField[] {
    const { schema, fragments, variableValues } = this.request;
    return [...collectSubfields(schema, fragments, variableValues, type, nodes)];
  }

  arguments(field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): FieldArguments {
    return new FieldArguments(field, nodes[0]!, this.request.variableValues);
  }

  idColumn(entity: Entity): string {
    return idColumnOf(this.metadata(entity));
  }

  #typeOf(entity: Entity): GraphQLObjectType {
    return this.request.schema.getType(entity.name) as GraphQLObjectType;
  }

  /** The SQL of a field. Undefined if the field is not SQL, so graphql-js continues from there. */
  #field(
    entity: Entity,
    field: GraphQLField<unknown, unknown>,
    row: string,
    nodes: readonly FieldNode[],
  ): string | undefined {
    const allowed = fieldCondition(entity, field.name, row, this.statement);
    const many = manyOf(entity, field.name);
    if (many) {
      const { on, ...children } = relatedBy(this, entity, field.name)!;
      const parent = (child: string) => [on(row, child), allowed].filter(Boolean).join(" and ");
      if (many.form === "one") return this.one(children.entity, parent, nodes, children.implied);
      return connectionJson(this, { ...many, ...children, parent }, field, nodes);
    }
    const value = allowed === "false" ? "null" : this.#value(entity, field, row, nodes);
    if (value === undefined || allowed === undefined) return value;
    const empty = isListType(field.type) || isNonNullType(field.type) ? "'[]'::json" : "null";
    return allowed === "false" ? empty : `case when ${allowed} then ${value} else ${empty} end`;
  }

  #value(
    entity: Entity,
    field: GraphQLField<unknown, unknown>,
    row: string,
    nodes: readonly FieldNode[],
  ): string | undefined {
    const { expressions, prefix } = readableOf(entity);
    const expression = expressions?.[field.name];
    if (expression) return outputOf(field.type, expression(row, this.statement));
    const metadata = this.metadata(entity);
    if (field.name === "id" && prefix) {
      return `'${prefix}_' || encode(uuid_send(${row}.${this.idColumn(entity)}), 'hex')`;
    }
    const computed = computedOf(entity, field.name);
    if (computed) return computedJson(this, computed, field, row, nodes);
    const first = firstOf(entity, field.name);
    if (first) return this.#first(entity, first, row, nodes);
    const related = relatedBy(this, entity, field.name);
    if (related) return this.one(related.entity, (target) => related.on(row, target), nodes, related.implied);
    const column = metadata.findColumnWithPropertyName(field.name);
    return column && outputOf(field.type, `${row}.${column.databaseName}`);
  }

  /** JSON of the first of the rows that the viewer sees, or SQL null. */
  #first(entity: Entity, { of, order, where, reads }: First, row: string, nodes: readonly FieldNode[]): string {
    const { entity: child, implied, on } = relatedBy(this, entity, of)!;
    const { statement } = this;
    const metadata = this.metadata(child);
    const alias = statement.alias(metadata.tableName);
    const rights = reads.map((field) => fieldCondition(child, field, alias, statement));
    const rows = this.rows(child, alias, [on(row, alias), where(alias, statement), ...rights], implied);
    const sorted = orderBy(
      sortOrder(metadata, order, sortFieldsOf(readableOf(child), order)!),
      alias,
      false,
      statement,
    );
    const { from, json } = this.object(child, this.#typeOf(child), alias, nodes);
    return `(select ${json} from (select * from ${rows.table} ${alias} where ${rows.where} order by ${sorted} limit 1) ${alias}${from})`;
  }

  /** A missing scope is reported openly. It depends only on the query, so it reveals nothing about any row. */
  #refuseOutOfScope(entity: Entity): void {
    const { grants, isPerson } = this.statement.viewer;
    if (isPerson || isReachable(entity, grants)) return;
    const scopes = Object.keys(readableOf(entity).visible).filter((grant) => grant.includes(":"));
    throw new ReadError(
      "INSUFFICIENT_SCOPE",
      scopes.length > 0
        ? `This API key lacks the scope ${scopes.join(" or ")}, which ${entity.name} needs.`
        : `${entity.name} cannot be read with an API key, whatever its scopes.`,
    );
  }
}
