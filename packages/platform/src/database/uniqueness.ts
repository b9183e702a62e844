/** PostgreSQL's code for a row that violates a unique index. */
const NOT_UNIQUE = "23505";

/** PostgreSQL's code for a row that violates an exclusion constraint. */
const EXCLUDED = "23P01";

/** What a sharded database appends to the names of a shard's table and indexes. */
const SHARD = /_\d{6,}$/;

/** Whether a write failed because another row has a value that only one can have. */
export function isNotUnique(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === NOT_UNIQUE;
}

/** Whether a write failed because another row has a value that excludes it, such as the same time. */
export function isExcluded(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === EXCLUDED;
}

/** The column whose value another row has. Its unique index is named `<table>_<column>`. Undefined for other errors. */
export function takenColumn(error: unknown): string | undefined {
  if (!isNotUnique(error)) return undefined;
  const { table = "", constraint = "" } = error as { readonly table?: string; readonly constraint?: string };
  const start = `${table.replace(SHARD, "")}_`;
  return constraint.startsWith(start) ? constraint.replace(SHARD, "").slice(start.length) : undefined;
}
