import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Assistants stand in for coaches and clients when sessions are arranged. */
export class Delegations1793000000081 implements MigrationInterface {
  readonly name = "Delegations1793000000081";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table person_role drop constraint person_role_role_check");
    await runner.query(`alter table person_role add constraint person_role_role_check ${words(", 'ASSISTANT'")}`);
    await runner.query(`create table delegation (
      firm_id uuid not null,
      id uuid not null,
      principal_id uuid not null,
      delegate_id uuid not null,
      starts_on date,
      ends_on date,
      created_at timestamptz not null,
      ended_at timestamptz,
      ended_by_id uuid,
      version integer not null default 1,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      primary key (firm_id, id),
      foreign key (firm_id, principal_id) references person,
      foreign key (firm_id, delegate_id) references person,
      foreign key (firm_id, ended_by_id) references person,
      check (ends_on >= starts_on)
    )`);
    await runner.query("create index delegation_principal on delegation (firm_id, principal_id, created_at, id)");
    await runner.query("create index delegation_delegate on delegation (firm_id, delegate_id, created_at, id)");
    await runner.query("create index delegation_created on delegation (firm_id, created_at, id)");
    for (const statement of tenantTable("delegation", { coachwork_gateway: "insert, update" }))
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table delegation");
    await runner.query("delete from person_role where role = 'ASSISTANT'");
    await runner.query("alter table person_role drop constraint person_role_role_check");
    await runner.query(`alter table person_role add constraint person_role_role_check ${words("")}`);
  }
}

function words(more: string): string {
  return `check (role in ('OWNER', 'ADMIN', 'PROGRAM_MANAGER', 'COACH', 'CLIENT', 'SPONSOR', 'FINANCE'${more}))`;
}
