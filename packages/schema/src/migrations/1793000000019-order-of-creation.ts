import type { MigrationInterface, QueryRunner } from "typeorm";

/** The ids of sessions, series and people reveal no time. Creation order is therefore read from an index of its own. */
export class OrderOfCreation1793000000019 implements MigrationInterface {
  readonly name = "OrderOfCreation1793000000019";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop index session_created, person_created");
  }
}

const statements = [
  `create index session_created on session (firm_id, created_at, id)`,
  `create index person_created on person (firm_id, created_at, id)`,
];
