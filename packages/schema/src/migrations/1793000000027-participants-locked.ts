import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Bookings for the same participant take turns: each locks its participants before it looks for their other sessions.
 * Locking a row requires permission to update one of its columns. The id is safe to grant: other rows reference it, so
 * it cannot change.
 */
export class ParticipantsLocked1793000000027 implements MigrationInterface {
  readonly name = "ParticipantsLocked1793000000027";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("grant update (id) on person to coachwork_scheduling");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("revoke update (id) on person from coachwork_scheduling");
  }
}
