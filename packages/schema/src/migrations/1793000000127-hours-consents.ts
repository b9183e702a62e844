import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** What clients say to being named in coaches' logs of hours. */
export class HoursConsents1793000000127 implements MigrationInterface {
  readonly name = "HoursConsents1793000000127";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table hours_consent (
      firm_id uuid not null,
      id uuid not null,
      coach_id uuid not null,
      client_id uuid not null,
      status text not null check (status in ('ASKED', 'GIVEN', 'REFUSED')),
      asked_at timestamptz not null,
      answered_at timestamptz,
      version integer not null default 1,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      primary key (firm_id, id),
      unique (firm_id, coach_id, client_id),
      foreign key (firm_id) references firm,
      foreign key (firm_id, coach_id) references person,
      foreign key (firm_id, client_id) references person,
      check ((status = 'ASKED') = (answered_at is null))
    )`);
    await runner.query("create index hours_consent_client on hours_consent (firm_id, client_id, asked_at, id)");
    await runner.query("create index hours_consent_coach on hours_consent (firm_id, coach_id, asked_at, id)");
    await runner.query("create index hours_consent_asked on hours_consent (firm_id, asked_at, id)");
    for (const statement of tenantTable("hours_consent", { coachwork_gateway: "insert, update, delete" }))
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table hours_consent");
  }
}
