import type { MigrationInterface, QueryRunner } from "typeorm";

/** A person may get no reminders. */
export class RemindersOfAPerson1793000000033 implements MigrationInterface {
  readonly name = "RemindersOfAPerson1793000000033";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table person add column gets_reminders boolean not null default true");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table person drop column gets_reminders");
  }
}
