import type { MigrationInterface, QueryRunner } from "typeorm";

/** The roles that a deactivated person held before. Deactivated people hold no roles. */
export class Offboarding1793000000021 implements MigrationInterface {
  readonly name = "Offboarding1793000000021";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table person add column former_roles text[]");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table person drop column former_roles");
  }
}
