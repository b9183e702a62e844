import type { DataSource } from "typeorm";
import { type Entity, readableOf } from "./declare.js";
import { Input } from "./input.js";
import { Statement } from "./statement.js";
import { classOf, type Viewer } from "./viewer.js";
import { rowCondition } from "./visibility.js";

export interface RowQuery {
  readonly text: string;
  readonly values: unknown[];
}

/**
 * The statement by which a service fetches the rows it acts on, as its viewer: what cannot be seen cannot be changed.
 * Columns come back under their property names. `lock` makes others wait until the transaction ends.
 */
export function visibleRows(
  source: DataSource,
  viewer: Viewer,
  entity: Entity,
  ids: readonly string[],
  lock = false,
): RowQuery {
  const metadata = source.getMetadata(entity);
  const statement = new Statement(classOf(viewer));
  const row = statement.alias(metadata.tableName);
  const key =
    metadata.primaryColumns.find((column) => column.databaseName !== "firm_id") ?? metadata.primaryColumns[0]!;
  const columns = metadata.columns
    .filter((column) => !column.isVirtual)
    .map((column) => `${row}.${column.databaseName} as "${column.propertyName}"`);
  const conditions = [
    `${row}.firm_id = ${statement.firm}`,
    `${row}.${key.databaseName} = any(${statement.bind(new Input((inputs) => inputs.ids), "uuid[]")})`,
    rowCondition(entity, row, statement),
  ].filter(Boolean);
  const body = `select ${columns.join(", ")} from ${metadata.tableName} ${row} where ${conditions.join(" and ")} order by ${row}.${key.databaseName}`;
  const { text, parameters } = statement.finish(lock ? `${body} for update of ${row}` : body);
  return { text, values: parameters.map((parameter) => parameter.of({ viewer, variables: {}, ids })) };
}

/** Whether the type's ids at the API begin with this prefix; services decode ids by it. */
export function prefixOfEntity(entity: Entity): string {
  const { prefix } = readableOf(entity);
  if (prefix === undefined) throw new Error(`${entity.name} declares no id prefix.`);
  return prefix;
}
