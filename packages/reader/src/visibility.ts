import { type Entity, readableOf } from "./declare.js";
import type { Statement } from "./statement.js";

/** SQL for "this viewer sees this row". `undefined`: every row; `"false"`: none. */
export function rowCondition(entity: Entity, row: string, statement: Statement): string | undefined {
  return conditionOf(entity, row, statement, statement.viewer.grants);
}

/**
 * SQL for "this viewer sees this field of a row that it sees". `undefined`: always; `"false"`: never; a condition only where
 * some of the viewer's grants show the field and others merely the row.
 */
export function fieldCondition(entity: Entity, field: string, row: string, statement: Statement): string | undefined {
  const granting = readableOf(entity).rights?.[field];
  if (!granting) return undefined;
  const { visible } = readableOf(entity);
  const held = statement.viewer.grants.filter((grant) => grant in visible);
  if (held.every((grant) => granting.includes(grant)) && held.length > 0) return undefined;
  return conditionOf(
    entity,
    row,
    statement,
    held.filter((grant) => granting.includes(grant)),
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

function conditionOf(entity: Entity, row: string, statement: Statement, grants: readonly string[]): string | undefined {
  const { visible } = readableOf(entity);
  const granted = grants.map((grant) => visible[grant]);
  // Looked for first: what a condition binds stands nowhere when it is left out, and PostgreSQL refuses that.
  if (granted.includes(true)) return undefined;
  const conditions = new Set<string>();
  for (const condition of granted) {
    if (condition !== undefined && condition !== true) conditions.add(condition(row, statement));
  }
  if (conditions.size === 0) return "false";
  return `(${[...conditions].join(" or ")})`;
}
