import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Engagements that can be changed, known by another system's id, with a history of their status. */
export class EngagementsManaged1793000000042 implements MigrationInterface {
  readonly name = "EngagementsManaged1793000000042";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table engagement
      add column external_id text check (length(external_id) between 1 and 200),
      add column version integer not null default 1`);
    await runner.query("create unique index engagement_external_id on engagement (firm_id, external_id)");
    await runner.query(`create table engagement_status_change (
      firm_id uuid not null,
      id uuid not null,
      engagement_id uuid not null,
      status_before text not null check (status_before in ('DRAFT', 'ACTIVE', 'PAUSED', 'COMPLETED', 'CANCELLED')),
      status text not null check (status in ('DRAFT', 'ACTIVE', 'PAUSED', 'COMPLETED', 'CANCELLED')),
      reason text check (length(reason) between 1 and 1000),
      changed_at timestamptz not null,
      changed_by_id uuid not null,
      primary key (firm_id, id),
      foreign key (firm_id, engagement_id) references engagement,
      foreign key (firm_id, changed_by_id) references person
    )`);
    await runner.query(`create index engagement_status_change_engagement
      on engagement_status_change (firm_id, engagement_id, changed_at, id)`);
    for (const statement of tenantTable("engagement_status_change", { coachwork_gateway: "insert" }))
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table engagement_status_change");
    await runner.query("alter table engagement drop column version, drop column external_id");
  }
}
