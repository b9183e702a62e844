import type { MigrationInterface, QueryRunner } from "typeorm";

/** Pauses with a last day end by themselves, as commands end others. */
export class PausesEnd1793000000087 implements MigrationInterface {
  readonly name = "PausesEnd1793000000087";

  async up(runner: QueryRunner): Promise<void> {
    for (const what of granted) await runner.query(`grant ${what} to coachwork_scheduling`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const what of granted) await runner.query(`revoke ${what} from coachwork_scheduling`);
  }
}

const granted = [
  "update (ends_on) on engagement",
  "update (over_since, updated_at, version) on engagement_pause",
  // To lock a row, one must be allowed to change something of it.
  "update (id) on coach_profile",
];
