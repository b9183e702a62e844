import type { MigrationInterface, QueryRunner } from "typeorm";

/** Organizations and teams can be changed and archived. */
export class OrganizationsArchived1793000000024 implements MigrationInterface {
  readonly name = "OrganizationsArchived1793000000024";

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ["organization", "team"])
      await runner.query(
        `alter table ${table} add column archived_at timestamptz, add column version integer not null default 1`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["organization", "team"])
      await runner.query(`alter table ${table} drop column archived_at, drop column version`);
  }
}
