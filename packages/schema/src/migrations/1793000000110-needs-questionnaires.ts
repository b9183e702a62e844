import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Questions whose answers tell whether coaching or mentoring fits somebody better. */
export class NeedsQuestionnaires1793000000110 implements MigrationInterface {
  readonly name = "NeedsQuestionnaires1793000000110";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table needs_questionnaire (
      firm_id uuid not null,
      id uuid not null,
      name text not null check (length(name) between 1 and 200),
      locale text not null check (length(locale) between 1 and 35),
      questions jsonb not null,
      questions_version integer not null check (questions_version >= 1),
      created_at timestamptz not null,
      archived_at timestamptz,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id),
      foreign key (firm_id) references firm
    )`);
    await runner.query("create unique index needs_questionnaire_name on needs_questionnaire (firm_id, name)");
    await runner.query("create index needs_questionnaire_updated on needs_questionnaire (firm_id, updated_at, id)");
    for (const statement of tenantTable("needs_questionnaire", { coachwork_gateway: "insert, update" }))
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table needs_questionnaire");
  }
}
