import type { MigrationInterface, QueryRunner } from "typeorm";

/** API keys are bound to addresses, and get new secrets while the old ones still work for a while. */
export class KeyLife1793000000037 implements MigrationInterface {
  readonly name = "KeyLife1793000000037";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table api_key
      add column allowed_addresses text[] not null default '{}',
      add column rotated_at timestamptz,
      add column previous_secret_hash text,
      add column previous_secret_until timestamptz`);
    await runner.query(`alter table api_key add constraint api_key_previous_secret
      check ((previous_secret_hash is null) = (previous_secret_until is null))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table api_key drop column previous_secret_until, drop column previous_secret_hash,
      drop column rotated_at, drop column allowed_addresses`);
  }
}
