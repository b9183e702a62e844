import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Pages on which people without an account answer, and what they leave with their answers. */
export class NeedsLinks1793000000112 implements MigrationInterface {
  readonly name = "NeedsLinks1793000000112";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table needs_link (
      firm_id uuid not null,
      id uuid not null,
      questionnaire_id uuid not null,
      token_hash text not null,
      expires_at timestamptz not null,
      most_answers integer not null check (most_answers between 1 and 10000),
      answer_count integer not null check (answer_count between 0 and most_answers),
      withdrawn_at timestamptz,
      created_at timestamptz not null,
      created_by_id uuid not null,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id),
      foreign key (firm_id) references firm,
      foreign key (firm_id, questionnaire_id) references needs_questionnaire,
      foreign key (firm_id, created_by_id) references person
    )`);
    await runner.query("create index needs_link_questionnaire on needs_link (firm_id, questionnaire_id, id)");
    await runner.query("create index needs_link_created_by on needs_link (firm_id, created_by_id)");
    for (const statement of tenantTable("needs_link", { coachwork_gateway: "insert, update" }))
      await runner.query(statement);
    for (const column of [
      "link_id uuid",
      "visitor_name text check (length(visitor_name) between 1 and 200)",
      "visitor_email text check (length(visitor_email) between 1 and 254)",
      "form_hash text",
    ])
      await runner.query(`alter table needs_assessment add column ${column}`);
    await runner.query("alter table needs_assessment add foreign key (firm_id, link_id) references needs_link");
    // A form that is sent twice makes one assessment. The answers of the last hour are counted by it, too.
    await runner.query("create unique index needs_assessment_form on needs_assessment (firm_id, link_id, form_hash)");
    await runner.query("create index needs_assessment_link on needs_assessment (firm_id, link_id, created_at)");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ["link_id", "visitor_name", "visitor_email", "form_hash"])
      await runner.query(`alter table needs_assessment drop column ${column}`);
    await runner.query("drop table needs_link");
  }
}
