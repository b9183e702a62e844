import type { DataSource, EntityMetadata } from "typeorm";
import type { Entity } from "./declare.js";
import { idColumnOf } from "./entity-ids.js";
import { Input } from "./input.js";
import { Plan } from "./plan.js";
import { Statement } from "./statement.js";
import { classOf, type Viewer, type ViewerClass } from "./viewer.js";
import { fieldCondition, rowCondition } from "./visibility.js";

export interface RowQuery {
  readonly text: string;
  readonly values: unknown[];
}

/**
 * The statement with which a service fetches the rows that it acts on, as its viewer. What the viewer cannot see cannot
 * be changed. Columns come back under their property names. `lock` makes others wait until the transaction ends.
 * `seeing` leaves out rows of which the viewer cannot see these fields.
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
  const { text, parameters } = statement.finish(lock ? `${ordered} for no key update of ${row}` : ordered);
  return { text, values: parameters.map((parameter) => parameter.of({ viewer, variables: {}, ids })) };
}

/**
 * A statement that returns a row if a viewer of this class sees the object with the requested id, and these fields of
 * it.
 */
export function visibleRow(source: DataSource, viewer: ViewerClass, entity: Entity, fields: readonly string[]): Plan {
  const statement = new Statement(viewer);
  const metadata = source.getMetadata(entity);
  const row = statement.alias(metadata.tableName);
  return new Plan(statement, `select 'seen' ${fromVisible(metadata, entity, row, statement, fields)}`, false);
}

/** The rows with the requested ids that the viewer sees. */
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
