import type { QueryRunner } from "typeorm";

/**
 * Does something with the rows of each firm in turn, because row level security limits even the tables' owner to one firm
 * at a time. Without this, a statement finds nothing, and says nothing.
 */
export async function inEachFirm(runner: QueryRunner, work: (firmId: string) => Promise<unknown>): Promise<void> {
  const firms = (await runner.query('select distinct "firmId" from identity.membership')) as { firmId: string }[];
  for (const { firmId } of firms) {
    await runner.query(`set local app.firm_id = '${firmId}'`);
    await work(firmId);
  }
  await runner.query("set local app.firm_id = ''");
}
