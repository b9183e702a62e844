import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Plans by which the participants of a program are asked, and the surveys that gather them. */
export class SurveyPlans1793000000129 implements MigrationInterface {
  readonly name = "SurveyPlans1793000000129";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table survey_plan (
      firm_id uuid not null,
      id uuid not null,
      program_id uuid not null,
      template_id uuid not null,
      point text not null check (point in ('START', 'MIDDLE', 'END', 'AFTER_SESSION')),
      days_after integer not null check (days_after between 0 and 365),
      gather_days integer not null check (gather_days between 7 and 365),
      answer_days integer not null check (answer_days between 3 and 60),
      reminder_count integer not null check (reminder_count between 0 and 3),
      created_at timestamptz not null,
      archived_at timestamptz,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id),
      foreign key (firm_id) references firm,
      foreign key (firm_id, program_id) references program,
      foreign key (firm_id, template_id) references survey_template
    )`);
    await runner.query("create index survey_plan_program on survey_plan (firm_id, program_id, created_at, id)");
    await runner.query("create index survey_plan_created on survey_plan (firm_id, created_at, id)");
    for (const statement of tenantTable("survey_plan", { coachwork_gateway: "insert, update" }))
      await runner.query(statement);
    // To lock a row, one must be allowed to change something of it.
    await runner.query("grant update (id) on survey_plan to coachwork_scheduling");
    await runner.query("alter table survey add plan_id uuid, add gathers_until timestamptz");
    await runner.query("alter table survey add foreign key (firm_id, plan_id) references survey_plan");
    await runner.query("create index survey_plan_surveys on survey (firm_id, plan_id, created_at, id)");
    // The service asks those who come to a point of a plan.
    for (const table of ["survey", "survey_invitation"])
      await runner.query(`grant insert on ${table} to coachwork_scheduling`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["survey", "survey_invitation"])
      await runner.query(`revoke insert on ${table} from coachwork_scheduling`);
    await runner.query("alter table survey drop column plan_id, drop column gathers_until");
    await runner.query("drop table survey_plan");
  }
}
