import type { MigrationInterface, QueryRunner } from "typeorm";

/** Why an engagement was completed or cancelled. */
export class ClosingReasons1793000000067 implements MigrationInterface {
  readonly name = "ClosingReasons1793000000067";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table engagement_status_change add column closing_reason text");
    await runner.query(`alter table engagement_status_change
      add constraint engagement_status_change_closing_reason check (closing_reason in ('GOALS_REACHED', 'TERM_ENDED',
        'CONTRACT_ENDED', 'LEFT_ORGANIZATION', 'NO_TIME', 'ON_LEAVE', 'UNRESPONSIVE', 'NO_FIT', 'OTHER'))`);
    await runner.query(`alter table engagement_status_change
      add constraint engagement_status_change_closed check (closing_reason is null or status in ('COMPLETED', 'CANCELLED'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table engagement_status_change drop column closing_reason");
  }
}
