import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Pools that organizations buy, from which engagements of cohorts take their allocations. */
export class Pools1793000000066 implements MigrationInterface {
  readonly name = "Pools1793000000066";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table engagement drop column pool_id");
    await runner.query("alter table cohort drop column pool_id");
    await runner.query("drop table pool");
  }
}

const statements = [
  `create table pool (
    firm_id uuid not null,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    organization_id uuid not null,
    unit text not null check (unit in ('SESSIONS', 'HOURS')),
    amount integer not null check (amount between 1 and 100000),
    valid_until date,
    created_at timestamptz not null,
    archived_at timestamptz,
    updated_at timestamptz not null default date_trunc('milliseconds', now()),
    version integer not null default 1,
    primary key (firm_id, id),
    foreign key (firm_id, organization_id) references organization
  )`,
  `create unique index pool_name on pool (firm_id, name)`,
  `create index pool_organization on pool (firm_id, organization_id, name, id)`,
  ...tenantTable("pool", { coachwork_gateway: "insert, update" }),
  // To lock a pool whose last units are taken, one must be allowed to change something of it.
  `grant update (id) on pool to coachwork_scheduling`,

  `alter table cohort add column pool_id uuid`,
  `alter table cohort add foreign key (firm_id, pool_id) references pool`,

  `alter table engagement add column pool_id uuid`,
  `alter table engagement add foreign key (firm_id, pool_id) references pool`,
  `alter table engagement add check (pool_id is null or allocation_amount is not null)`,
  `create index engagement_pool on engagement (firm_id, pool_id, starts_on, id)`,
];
