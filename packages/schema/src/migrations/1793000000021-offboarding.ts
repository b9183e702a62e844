import type { MigrationInterface, QueryRunner } from "typeorm";

/** The roles that whoever was deactivated had before: who is deactivated holds none. */
export class Offboarding1793000000021 implements MigrationInterface {
  readonly name = "Offboarding1793000000021";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table person add column former_roles text[]");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table person drop column former_roles");
  }
}
