import type { PoolClient } from "pg";

/** How to drop and to make the indexes that no foreign key needs, with their constraints. Those of the log are made in its months, too. */
const INDEXES = `
  select 'drop index ' || indexrelid::regclass as drop, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as make
  from pg_index join pg_class on pg_class.oid = indrelid
  where relnamespace = 'public'::regnamespace and not exists (select from pg_constraint where conindid = indexrelid)
  union all
  select format('alter table %s drop constraint %I', conrelid::regclass, conname),
    format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  from pg_constraint own
  where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'x')
    and not exists (select from pg_constraint where contype = 'f' and conindid = own.conindid)`;

/**
 * Drops the indexes and returns a function that makes them again. To make an index of the rows that are there takes a fraction
 * of the time of keeping it up row by row.
 */
export async function dropIndexes(client: PoolClient): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ drop: string; make: string }>(INDEXES);
  for (const { drop } of rows) await client.query(drop);
  return async () => {
    for (const { make } of rows) await client.query(make);
  };
}
