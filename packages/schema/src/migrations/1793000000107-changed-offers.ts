import type { MigrationInterface, QueryRunner } from "typeorm";

/** Session types and holidays can be read from a change on. */
export class ChangedOffers1793000000107 implements MigrationInterface {
  readonly name = "ChangedOffers1793000000107";

  async up(runner: QueryRunner): Promise<void> {
    for (const table of followed)
      await runner.query(`create index ${table}_updated on ${table} (firm_id, updated_at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of followed) await runner.query(`drop index ${table}_updated`);
  }
}

const followed = ["session_type", "holiday"];
