import type { DataSource, EntityMetadata } from "typeorm";
import type { Entity } from "./declare.js";
import { idColumnOf } from "./entity-ids.js";
import { Input } from "./input.js";
import { Statement } from "./statement.js";
import { classOf, type Viewer } from "./viewer.js";
import { fieldCondition, rowCondition } from "./visibility.js";

export interface RowQuery {
  readonly text: string;
  readonly values: unknown[];
}

/**
 * The statement by which a service fetches the rows it acts on, as its viewer: what cannot be seen cannot be changed.
 * Columns come back under their property names. `lock` makes others wait until the transaction ends. `seeing` leaves out rows
 * of which the viewer does not see these fields.
 */
export function visibleRows(
  source: DataSource,
  viewer: Viewer,
  entity: Entity,
  ids: readonly string[],
  { lock = false, seeing = [] }: { readonly lock?: boolean; readonly seeing?: readonly string[] } = {},
): RowQuery {
  const metadata = source.getMetadata(entity);
  const statement = new Statement(classOf(viewer));
  const row = statement.alias(metadata.tableName);
  const columns = metadata.columns
    .filter((column) => !column.isVirtual)
    .map((column) => `${row}.${column.databaseName} as "${column.propertyName}"`);
  const found = `select ${columns.join(", ")} ${fromVisible(metadata, entity, row, statement, seeing)}`;
  const ordered = `${found} order by ${row}.${idColumnOf(metadata)}`;
  return finished(statement, lock ? `${ordered} for no key update of ${row}` : ordered, viewer, ids);
}

/** A statement with a row if there is one with this id that the viewer sees, and these fields of it. */
export function visibleRow(
  source: DataSource,
  viewer: Viewer,
  entity: Entity,
  id: string,
  fields: readonly string[],
): RowQuery {
  const statement = new Statement(classOf(viewer));
  const metadata = source.getMetadata(entity);
  const row = statement.alias(metadata.tableName);
  return finished(statement, `select 'seen' ${fromVisible(metadata, entity, row, statement, fields)}`, viewer, [id]);
}

/** The rows with the ids asked for that the viewer sees. */
function fromVisible(
  metadata: EntityMetadata,
  entity: Entity,
  row: string,
  statement: Statement,
  fields: readonly string[],
): string {
  const ids = statement.bind(new Input((inputs) => inputs.ids), "uuid[]");
  const conditions = [
    `${row}.firm_id = ${statement.firm}`,
    `${row}.${idColumnOf(metadata)} = any(${ids})`,
    rowCondition(entity, row, statement),
    ...fields.map((field) => fieldCondition(entity, field, row, statement)),
  ];
  const distinct = new Set(conditions.filter(Boolean));
  return `from ${metadata.tableName} ${row} where ${[...distinct].join(" and ")}`;
}

function finished(statement: Statement, body: string, viewer: Viewer, ids: readonly string[]): RowQuery {
  const { text, parameters } = statement.finish(body);
  return { text, values: parameters.map((parameter) => parameter.of({ viewer, variables: {}, ids })) };
}
