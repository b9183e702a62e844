import { spellFirm } from "@coachwork/schema";
import type { Pool, PoolClient } from "pg";

/** Writes by which words a firm's records are found. Rows that a test writes straight into the database have none. */
export async function spell(database: Pool | PoolClient, firmId: string): Promise<void> {
  await spellFirm(async (text, values) => (await database.query<object>(text, [...values])).rows, firmId);
}
