import type { MigrationInterface, QueryRunner } from "typeorm";

/** A session that the firm had to cancel says why. */
export class CancellationCauses1793000000029 implements MigrationInterface {
  readonly name = "CancellationCauses1793000000029";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table session add column cancellation_cause text
        check (cancellation_cause in ('COACH_LEFT', 'CLIENT_LEFT', 'ENGAGEMENT_ENDED', 'TOO_FEW_SEATS'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table session drop column cancellation_cause");
  }
}
