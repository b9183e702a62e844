import type { MigrationInterface, QueryRunner } from "typeorm";

/** For some minutes after booking, a client cancels at no cost. */
export class CancellationGrace1793000000028 implements MigrationInterface {
  readonly name = "CancellationGrace1793000000028";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table cancellation_policy
        add column grace_minutes integer not null default 15 check (grace_minutes between 0 and 1440)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table cancellation_policy drop column grace_minutes");
  }
}
