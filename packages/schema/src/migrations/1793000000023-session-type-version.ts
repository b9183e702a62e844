import type { MigrationInterface, QueryRunner } from "typeorm";

/** Changes of a session type are counted, and its unique index is named after what only one can have. */
export class SessionTypeVersion1793000000023 implements MigrationInterface {
  readonly name = "SessionTypeVersion1793000000023";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table session_type add column version integer not null default 1");
    await runner.query("alter table session_type rename constraint session_type_firm_id_name_key to session_type_name");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table session_type rename constraint session_type_name to session_type_firm_id_name_key");
    await runner.query("alter table session_type drop column version");
  }
}
