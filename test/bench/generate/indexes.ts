import type pg from "pg";

/**
 * Takes indexes and exclusion constraints away from the tables, as a restore would, and gives the statements that put them
 * back: an index is built at once in a fraction of the time that it takes row by row.
 */
export async function dropIndexes(client: pg.Client): Promise<string[]> {
  const exclusions = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'x' and connamespace = 'public'::regnamespace`,
  );
  const indexes = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where c.relnamespace = 'public'::regnamespace
       and not exists (select 1 from pg_constraint where conindid = i.indexrelid)`,
  );
  for (const { table, name } of exclusions.rows) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
  return [
    ...exclusions.rows.map(
      ({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`,
    ),
    ...indexes.rows.map(({ definition }) => definition),
  ];
}
