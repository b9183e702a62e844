import type { MigrationInterface, QueryRunner } from "typeorm";

/** A webhook delivery counts its replays, so that an attempt that is on its way during one does not end it. */
export class WebhookGenerations1793000000055 implements MigrationInterface {
  readonly name = "WebhookGenerations1793000000055";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table webhook_delivery add column generation integer not null default 0");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table webhook_delivery drop column generation");
  }
}
