import type { MigrationInterface, QueryRunner } from "typeorm";

/** An import takes away only the roles that an import gave. Roles from before count as given by hand: nobody knows. */
export class ImportedRoles1793000000043 implements MigrationInterface {
  readonly name = "ImportedRoles1793000000043";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table person_role add column imported boolean not null default false");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table person_role drop column imported");
  }
}
