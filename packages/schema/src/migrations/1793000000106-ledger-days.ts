import type { MigrationInterface, QueryRunner } from "typeorm";
import { inEachFirm } from "./each-firm.js";

/** An entry of a ledger has the firm's date on which it was made, so that bills find it. */
export class LedgerDays1793000000106 implements MigrationInterface {
  readonly name = "LedgerDays1793000000106";

  async up(runner: QueryRunner): Promise<void> {
    // The default is for services of the version before, which do not give the date yet.
    await runner.query("alter table allocation_entry add column recorded_on date not null default current_date");
    await inEachFirm(runner, (firmId) =>
      runner.query(
        `update allocation_entry e set recorded_on = (e.recorded_at at time zone f.time_zone)::date
         from firm f where f.firm_id = $1 and e.firm_id = $1`,
        [firmId],
      ),
    );
    await runner.query("create index allocation_entry_recorded on allocation_entry (firm_id, recorded_on, id)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop index allocation_entry_recorded");
    await runner.query("alter table allocation_entry drop column recorded_on");
  }
}
