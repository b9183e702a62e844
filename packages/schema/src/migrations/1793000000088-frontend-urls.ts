import type { MigrationInterface, QueryRunner } from "typeorm";

/** A firm says where its own application is. Letters lead there. */
export class FrontendUrls1793000000088 implements MigrationInterface {
  readonly name = "FrontendUrls1793000000088";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "alter table firm add column frontend_url text check (length(frontend_url) <= 200 and frontend_url ~ '^https?://')",
    );
    await runner.query("grant update (frontend_url) on firm to coachwork_gateway");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("revoke update (frontend_url) on firm from coachwork_gateway");
    await runner.query("alter table firm drop column frontend_url");
  }
}
