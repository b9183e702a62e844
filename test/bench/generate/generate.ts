import { withConnection } from "@coachwork/infra/database";
import { dropIndexes } from "./indexes.ts";
import { load } from "./load.ts";
import type { Size } from "./sizes.ts";

/** Fills a migrated, empty database and leaves it as one that has been looked after: indexed, vacuumed, analysed. */
export async function generate(adminUrl: string, size: Size, anchor: number): Promise<void> {
  await withConnection(adminUrl, async (client) => {
    const statements = await dropIndexes(client);
    await load(adminUrl, size, anchor);
    await client.query("set maintenance_work_mem = '512MB'; set max_parallel_maintenance_workers = 2");
    for (const statement of statements) await client.query(statement);
    await client.query("vacuum (freeze, analyze)");
    await client.query("checkpoint");
  });
}
