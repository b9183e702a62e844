import type { Client, Pool, PoolClient } from "pg";

/** Inserts one row, given its columns by name. */
export async function insertRow(
  client: Client | Pool | PoolClient,
  table: string,
  row: Record<string, unknown>,
): Promise<void> {
  const columns = Object.keys(row).map((column) => `"${column}"`);
  const parameters = columns.map((_, index) => `$${index + 1}`);
  await client.query(
    `insert into ${table} (${columns.join(", ")}) values (${parameters.join(", ")})`,
    Object.values(row),
  );
}
