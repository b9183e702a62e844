import type { MigrationInterface, QueryRunner } from "typeorm";

/** Results of exports can be CSV. */
export class CsvExports1793000000121 implements MigrationInterface {
  readonly name = "CsvExports1793000000121";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "alter table bulk_export add column format text not null default 'JSON_LINES' check (format in ('JSON_LINES', 'CSV'))",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table bulk_export drop column format");
  }
}
