import type { MigrationInterface, QueryRunner } from "typeorm";

/** People whom a roster names no more are deactivated, and come back when it names them again. */
export class Rosters1793000000105 implements MigrationInterface {
  readonly name = "Rosters1793000000105";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table person add column left_roster boolean not null default false");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table person drop column left_roster");
  }
}
