import type { MigrationInterface, QueryRunner } from "typeorm";

/** API keys change records, too. What they decide names no person: the firm's log names the key. */
export class KeysAct1793000000097 implements MigrationInterface {
  readonly name = "KeysAct1793000000097";

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of named)
      await runner.query(`alter table ${table} alter column ${column} drop not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of named) await runner.query(`alter table ${table} alter column ${column} set not null`);
  }
}

const named = [
  ["engagement_status_change", "changed_by_id"],
  ["rematch", "decided_by_id"],
  ["agreement", "prepared_by_id"],
] as const;
