import type { MigrationInterface, QueryRunner } from "typeorm";

/** An endpoint may say what its messages tell of an event. */
export class WebhookSelections1793000000052 implements MigrationInterface {
  readonly name = "WebhookSelections1793000000052";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "alter table webhook_endpoint add column selection text check (length(selection) between 1 and 4000)",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table webhook_endpoint drop column selection");
  }
}
