import { spellFirm } from "@coachwork/schema";
import type { Pool, PoolClient } from "pg";

/** Writes the words by which a firm's records are found. Rows that a test inserts directly have none. */
export async function spell(database: Pool | PoolClient, firmId: string): Promise<void> {
  await spellFirm(async (text, values) => (await database.query<object>(text, [...values])).rows, firmId);
}
