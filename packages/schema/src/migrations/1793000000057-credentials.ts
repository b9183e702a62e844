import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** What is certified of coaches, and until when. */
export class Credentials1793000000057 implements MigrationInterface {
  readonly name = "Credentials1793000000057";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table credential (
      firm_id uuid not null,
      id uuid not null,
      person_id uuid not null,
      body text not null check (length(body) between 1 and 200),
      level text check (length(level) between 1 and 100),
      number text check (length(number) between 1 and 100),
      valid_until date,
      warned_for date,
      archived_at timestamptz,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id),
      foreign key (firm_id, person_id) references person
    )`);
    await runner.query("create index credential_person on credential (firm_id, person_id, id)");
    await runner.query(
      "create index credential_valid_until on credential (firm_id, coalesce(valid_until, 'infinity'::date), id)",
    );
    for (const statement of tenantTable("credential", { coachwork_gateway: "insert, update, delete" }))
      await runner.query(statement);
    // It notes that it has warned.
    await runner.query("grant update (warned_for) on credential to coachwork_scheduling");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table credential");
  }
}
