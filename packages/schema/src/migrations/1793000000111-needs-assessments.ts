import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** What people answered to needs questionnaires, what that recommends, and what they chose. */
export class NeedsAssessments1793000000111 implements MigrationInterface {
  readonly name = "NeedsAssessments1793000000111";

  async up(runner: QueryRunner): Promise<void> {
    const kind = (column: string) => `${column} text check (${column} in ('COACHING', 'MENTORING'))`;
    await runner.query(`create table needs_assessment (
      firm_id uuid not null,
      id uuid not null,
      person_id uuid,
      questionnaire_id uuid not null,
      questions_version integer not null check (questions_version >= 1),
      answers jsonb not null,
      reasons jsonb not null,
      ${kind("recommended_kind")},
      confidence double precision not null check (confidence between 0 and 1),
      wanted_weeks integer check (wanted_weeks between 1 and 520),
      wanted_format text check (wanted_format in ('INDIVIDUAL', 'GROUP', 'TEAM')),
      ${kind("chosen_kind")},
      choice_reason text check (length(choice_reason) between 1 and 2000),
      chosen_at timestamptz,
      engagement_id uuid,
      recorded_by_id uuid,
      created_at timestamptz not null,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id),
      check ((chosen_kind is null) = (chosen_at is null)),
      check (chosen_kind is not null or choice_reason is null),
      foreign key (firm_id) references firm,
      foreign key (firm_id, person_id) references person,
      foreign key (firm_id, questionnaire_id) references needs_questionnaire,
      foreign key (firm_id, engagement_id) references engagement,
      foreign key (firm_id, recorded_by_id) references person
    )`);
    for (const [name, columns] of [
      ["person", "person_id, id"],
      ["recorded_by", "recorded_by_id"],
      ["updated", "updated_at, id"],
    ])
      await runner.query(`create index needs_assessment_${name} on needs_assessment (firm_id, ${columns})`);
    // A person who is erased takes theirs along, and a visitor can take back what they left.
    for (const statement of tenantTable("needs_assessment", { coachwork_gateway: "insert, update, delete" }))
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table needs_assessment");
  }
}
