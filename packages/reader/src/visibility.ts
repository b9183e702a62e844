import { type Entity, readableOf, type Right, type RowCondition } from "./declare.js";
import type { Statement } from "./statement.js";

/** SQL for "this viewer sees this row". `undefined`: every row; `"false"`: none. */
export function rowCondition(entity: Entity, row: string, statement: Statement): string | undefined {
  const { visible } = readableOf(entity);
  return anyOf(
    statement.viewer.grants.map((grant) => visible[grant]),
    row,
    statement,
  );
}

/**
 * SQL for "this viewer sees this field of a row that they see". `undefined` means always and `"false"` never. There is
 * a condition only if some of the viewer's grants show the field and others only the row.
 */
export function fieldCondition(entity: Entity, field: string, row: string, statement: Statement): string | undefined {
  const { visible, rights, only } = readableOf(entity);
  const held = statement.viewer.grants.filter((grant) => grant in visible);
  if (!rights?.[field] && !held.some((grant) => only?.[grant])) return undefined;
  const shown = held.map((grant) => fieldShownBy(entity, field, grant));
  if (held.length > 0 && shown.every((each) => each === true)) return undefined;
  const conditions = held.map((grant, index) => both(visible[grant], shown[index]));
  return anyOf(conditions, row, statement);
}

/** Whether a grant shows a field of a row that it shows: always, only where a condition also holds, or never. */
export function fieldShownBy(entity: Entity, field: string, grant: string): true | RowCondition | undefined {
  const { rights, only } = readableOf(entity);
  const limit = only?.[grant];
  if (limit) return field === "id" ? true : limit[field];
  return rights?.[field] ? shownBy(rights[field], grant) : true;
}

/** Whether a right shows its field by a grant: with every row, only where a condition also holds, or never. */
export function shownBy(right: Right, grant: string): true | RowCondition | undefined {
  if (Array.isArray(right)) return right.includes(grant) ? true : undefined;
  return (right as Readonly<Record<string, true | RowCondition>>)[grant];
}

/** Whether a viewer with these grants could see all these fields of some row. */
export function mayEverSee(entity: Entity, fields: readonly string[], grants: readonly string[]): boolean {
  const { visible } = readableOf(entity);
  return grants.some(
    (grant) => grant in visible && fields.every((field) => fieldShownBy(entity, field, grant) !== undefined),
  );
}

/** Whether a viewer with these grants sees all these fields of every row. */
export function alwaysSees(entity: Entity, fields: readonly string[], grants: readonly string[]): boolean {
  const { visible } = readableOf(entity);
  return grants.some(
    (grant) => visible[grant] === true && fields.every((field) => fieldShownBy(entity, field, grant) === true),
  );
}

/**
 * Whether a viewer of a row also sees what belongs to it, as declared. If that depends on a grant, no other grant of
 * the viewer may show the row.
 */
export function isImplied(
  entity: Entity,
  implied: boolean | readonly string[] | undefined,
  grants: readonly string[],
): boolean {
  if (implied === undefined || typeof implied === "boolean") return implied ?? false;
  const { visible } = readableOf(entity);
  return grants.filter((grant) => grant in visible).every((grant) => implied.includes(grant));
}

/** Whether any of the viewer's grants shows anything of this type. */
export function isReachable(entity: Entity, grants: readonly string[]): boolean {
  const { visible } = readableOf(entity);
  return grants.some((grant) => grant in visible);
}

type Granted = true | RowCondition | undefined;

function both(row: Granted, field: Granted): Granted {
  if (row === undefined || field === undefined) return undefined;
  if (row === true) return field;
  return field === true ? row : (alias, sql) => `(${row(alias, sql)} and ${field(alias, sql)})`;
}

function anyOf(granted: readonly Granted[], row: string, statement: Statement): string | undefined {
  // Check this first. Otherwise a condition that is then left out would bind a parameter that nothing uses, which
  // PostgreSQL refuses.
  if (granted.includes(true)) return undefined;
  const conditions = new Set<string>();
  for (const condition of granted) {
    if (condition !== undefined && condition !== true) conditions.add(condition(row, statement));
  }
  if (conditions.size === 0) return "false";
  return `(${[...conditions].join(" or ")})`;
}
