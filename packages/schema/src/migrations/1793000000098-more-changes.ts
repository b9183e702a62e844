import type { MigrationInterface, QueryRunner } from "typeorm";

/** More lists can be read from a change on. */
export class MoreChanges1793000000098 implements MigrationInterface {
  readonly name = "MoreChanges1793000000098";

  async up(runner: QueryRunner): Promise<void> {
    for (const table of followed)
      await runner.query(`create index ${table}_updated on ${table} (firm_id, updated_at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of followed) await runner.query(`drop index ${table}_updated`);
  }
}

const followed = ["program", "cohort", "cohort_member", "pool", "speciality"];
