import type { SharedDatabase } from "../support/database.ts";

/** Everything in the database that says a word, `schema.table.column: value`: of all firms, in all tables of all schemas. */
export async function saying({ admin }: SharedDatabase, word: string): Promise<string[]> {
  const tables = await admin.query<{ table: string }>(
    `select format('%I.%I', table_schema, table_name) as "table" from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { table } of tables.rows) {
    const { rows } = await admin.query<{ column: string; value: string }>(
      `select c.key as column, c.value from ${table} t, jsonb_each_text(to_jsonb(t)) c where t::text ~* $1 and c.value ~* $1`,
      [word],
    );
    found.push(...rows.map(({ column, value }) => `${table}.${column}: ${value}`));
  }
  return found;
}
