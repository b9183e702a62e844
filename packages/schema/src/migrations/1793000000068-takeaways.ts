import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** What mentors and mentees took from mentoring. */
export class Takeaways1793000000068 implements MigrationInterface {
  readonly name = "Takeaways1793000000068";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table takeaway (
      firm_id uuid not null,
      id uuid not null,
      engagement_id uuid not null,
      author_id uuid not null,
      visibility text not null check (visibility in ('PRIVATE', 'SHARED')),
      text text not null check (length(text) between 1 and 5000),
      created_at timestamptz not null,
      version integer not null default 1,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      primary key (firm_id, id),
      foreign key (firm_id, engagement_id) references engagement,
      foreign key (firm_id, author_id) references person
    )`);
    await runner.query("create index takeaway_engagement on takeaway (firm_id, engagement_id, id)");
    await runner.query("create index takeaway_author on takeaway (firm_id, author_id, id)");
    const guard = `visibility <> 'PRIVATE' or author_id = nullif(current_setting('app.person_id', true), '')::uuid`;
    for (const statement of tenantTable("takeaway", { coachwork_gateway: "insert, update, delete" }, guard))
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table takeaway");
  }
}
