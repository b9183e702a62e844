import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** One side of mentoring proposes to go on until a later day, and the other answers. */
export class Extensions1793000000069 implements MigrationInterface {
  readonly name = "Extensions1793000000069";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table extension (
      firm_id uuid not null,
      id uuid not null,
      engagement_id uuid not null,
      status text not null check (status in ('PROPOSED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')),
      ends_on date not null,
      ends_on_before date not null check (ends_on_before < ends_on),
      message text check (length(message) between 1 and 2000),
      side text not null check (side in ('COACH', 'PARTICIPANT')),
      proposed_by_id uuid not null,
      proposed_at timestamptz not null,
      decided_at timestamptz,
      decided_by_id uuid,
      version integer not null default 1,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      primary key (firm_id, id),
      foreign key (firm_id, engagement_id) references engagement,
      foreign key (firm_id, proposed_by_id) references person,
      foreign key (firm_id, decided_by_id) references person,
      check ((decided_at is null) = (status in ('PROPOSED', 'EXPIRED')))
    )`);
    await runner.query("create index extension_engagement on extension (firm_id, engagement_id, proposed_at, id)");
    await runner.query(
      "create unique index extension_once on extension (firm_id, engagement_id) where status = 'PROPOSED'",
    );
    for (const statement of tenantTable("extension", { coachwork_gateway: "insert, update" }))
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table extension");
  }
}
