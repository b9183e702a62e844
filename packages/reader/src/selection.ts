import type { FieldNode, GraphQLField, GraphQLObjectType } from "graphql";
import type { EntityMetadata } from "typeorm";
import type { FieldArguments } from "./arguments.js";
import type { Entity } from "./declare.js";
import type { RowJson } from "./json.js";
import type { Statement } from "./statement.js";

/** A field of the answer: its response key and every place that asks for it. */
export type SelectedField = readonly [key: string, nodes: readonly FieldNode[]];

/** Visible rows that match conditions: the `from` and `where` of a query. */
export interface Rows {
  readonly table: string;
  readonly row: string;
  readonly where: string;
}

/** What connections need from the compilation that they are part of. */
export interface Selection {
  readonly statement: Statement;
  metadata(entity: Entity): EntityMetadata;
  rows(entity: Entity, row: string, conditions: readonly (string | undefined)[], implied: boolean): Rows;
  /** JSON of a row. */
  object(entity: Entity, type: GraphQLObjectType, row: string, nodes: readonly FieldNode[]): RowJson;
  fields(type: GraphQLObjectType, nodes: readonly FieldNode[]): readonly SelectedField[];
  arguments(field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): FieldArguments;
}
