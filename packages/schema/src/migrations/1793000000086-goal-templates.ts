import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** What people of a program often work on. */
export class GoalTemplates1793000000086 implements MigrationInterface {
  readonly name = "GoalTemplates1793000000086";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table goal_template (
      firm_id uuid not null,
      id uuid not null,
      program_id uuid not null,
      title text not null check (length(title) between 1 and 200),
      why text check (length(why) between 1 and 2000),
      scale jsonb,
      created_at timestamptz not null,
      archived_at timestamptz,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id),
      foreign key (firm_id, program_id) references program
    )`);
    await runner.query("create index goal_template_program on goal_template (firm_id, program_id, id)");
    for (const statement of tenantTable("goal_template", { coachwork_gateway: "insert, update" }))
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table goal_template");
  }
}
