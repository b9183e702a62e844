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
 * SQL for "this viewer sees this field of a row that it sees". `undefined`: always; `"false"`: never; a condition only where
 * some of the viewer's grants show the field and others merely the row.
 */
export function fieldCondition(entity: Entity, field: string, row: string, statement: Statement): string | undefined {
  const { visible, rights } = readableOf(entity);
  const right = rights?.[field];
  if (!right) return undefined;
  const held = statement.viewer.grants.filter((grant) => grant in visible);
  const shown = held.map((grant) => shownBy(right, grant));
  if (held.length > 0 && shown.every((each) => each === true)) return undefined;
  const conditions = held.map((grant, index) => both(visible[grant], shown[index]));
  return anyOf(conditions, row, statement);
}

/** Whether a right shows its field by a grant: wherever that shows the row, where a condition holds too, or not at all. */
export function shownBy(right: Right, grant: string): true | RowCondition | undefined {
  if (Array.isArray(right)) return right.includes(grant) ? true : undefined;
  return (right as Readonly<Record<string, true | RowCondition>>)[grant];
}

/** Whether some row could be one of which a viewer with these grants sees all these fields. */
export function mayEverSee(entity: Entity, fields: readonly string[], grants: readonly string[]): boolean {
  const { visible, rights } = readableOf(entity);
  return grants.some(
    (grant) =>
      grant in visible &&
      fields.every((field) => rights?.[field] === undefined || shownBy(rights[field], grant) !== undefined),
  );
}

/**
 * Whether a viewer who sees a row sees what belongs to it too, as it was declared. By a grant alone only where no other one of
 * the viewer's may be what shows the row.
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

/** Whether any of the viewer's grants shows anything of this type at all. */
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
  // Looked for first: what a condition binds stands nowhere when it is left out, and PostgreSQL refuses that.
  if (granted.includes(true)) return undefined;
  const conditions = new Set<string>();
  for (const condition of granted) {
    if (condition !== undefined && condition !== true) conditions.add(condition(row, statement));
  }
  if (conditions.size === 0) return "false";
  return `(${[...conditions].join(" or ")})`;
}
