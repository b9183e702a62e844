import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Templates of surveys, surveys that were sent, who is asked with what they answer, and sums of answers. */
export class Surveys1793000000120 implements MigrationInterface {
  readonly name = "Surveys1793000000120";

  async up(runner: QueryRunner): Promise<void> {
    const text = `title text not null check (length(title) between 1 and 200),
      introduction text check (length(introduction) between 1 and 5000),
      privacy text not null check (privacy in ('ANONYMOUS', 'NAMED', 'GROUPED')),
      shared_with_coaches boolean not null check (not shared_with_coaches or privacy <> 'ANONYMOUS'),
      form jsonb not null,
      form_version integer not null`;
    const key = "firm_id uuid not null, id uuid not null";
    const updated = "updated_at timestamptz not null default date_trunc('milliseconds', now())";
    const end = "primary key (firm_id, id), foreign key (firm_id) references firm";
    await runner.query(`create table survey_template (
      ${key},
      ${text},
      created_at timestamptz not null,
      archived_at timestamptz,
      ${updated},
      version integer not null default 1,
      ${end}
    )`);
    await runner.query("create index survey_template_title on survey_template (firm_id, title, id)");
    await runner.query(`create table survey (
      ${key},
      template_id uuid not null,
      ${text},
      status text not null check (status in ('PLANNED', 'OPEN', 'CLOSED')),
      opens_at timestamptz not null,
      closes_at timestamptz check (closes_at > opens_at),
      closed_at timestamptz,
      reminder_count integer not null check (reminder_count between 0 and 3),
      invited_count integer not null,
      answered_count integer,
      quarter text,
      engagement_id uuid,
      subject_id uuid,
      thresholds jsonb not null,
      report jsonb not null,
      created_at timestamptz not null,
      ${updated},
      version integer not null default 1,
      ${end},
      foreign key (firm_id, template_id) references survey_template,
      foreign key (firm_id, engagement_id) references engagement,
      foreign key (firm_id, subject_id) references person,
      check ((closed_at is not null) = (status = 'CLOSED')),
      check (answered_count is null or status = 'CLOSED'),
      check ((subject_id is not null) = (privacy = 'GROUPED'))
    )`);
    await runner.query("create index survey_created on survey (firm_id, created_at, id)");
    await runner.query("create index survey_template_created on survey (firm_id, template_id, created_at, id)");
    await runner.query("create index survey_subject on survey (firm_id, subject_id, created_at, id)");
    await runner.query("create index survey_engagement on survey (firm_id, engagement_id, created_at, id)");
    await runner.query(`create table survey_invitation (
      ${key},
      survey_id uuid not null,
      person_id uuid,
      rater_name text check (length(rater_name) between 1 and 200),
      rater_email text check (length(rater_email) between 1 and 254),
      rater_group text check (rater_group in ('MANAGER', 'PEERS', 'REPORTS', 'SELF', 'OTHERS')),
      organization_id uuid,
      program_id uuid,
      cohort_id uuid,
      kind text,
      format text,
      shared_engagement_id uuid,
      answered boolean not null,
      answers jsonb not null,
      by_account boolean not null default false,
      invited_at timestamptz not null,
      ${updated},
      primary key (firm_id, id),
      unique (firm_id, survey_id, person_id),
      foreign key (firm_id) references firm,
      foreign key (firm_id, survey_id) references survey on delete cascade,
      foreign key (firm_id, person_id) references person,
      check ((rater_name is null) = (rater_email is null)),
      check (person_id is null or rater_name is null)
    )`);
    await runner.query("create index survey_invitation_invited on survey_invitation (firm_id, invited_at, id)");
    await runner.query(
      "create index survey_invitation_person on survey_invitation (firm_id, person_id, invited_at, id)",
    );
    await runner.query(
      "create index survey_invitation_shared on survey_invitation (firm_id, shared_engagement_id, invited_at, id)",
    );
    await runner.query(`create table answer_block (
      ${key},
      survey_id uuid not null,
      template_id uuid not null,
      form_version integer not null,
      number integer not null,
      quarter text not null,
      organization_id uuid,
      program_id uuid,
      cohort_id uuid,
      kind text,
      format text,
      -- The rule of ADR 21. Nothing is kept of fewer, whatever the code above does.
      n integer not null check (n >= 5),
      tally jsonb not null,
      ${end},
      foreign key (firm_id, survey_id) references survey,
      foreign key (firm_id, template_id) references survey_template
    )`);
    await runner.query(
      "create index answer_block_template on answer_block (firm_id, template_id, form_version, number)",
    );
    for (const [table, writers] of [
      ["survey_template", { coachwork_gateway: "insert, update" }],
      ["survey", { coachwork_gateway: "insert, update, delete", coachwork_scheduling: "update" }],
      ["survey_invitation", { coachwork_gateway: "insert, update, delete", coachwork_scheduling: "delete" }],
      // Added once, and never changed or removed.
      ["answer_block", { coachwork_scheduling: "insert" }],
    ] as const)
      for (const statement of tenantTable(table, writers)) await runner.query(statement);
    // Only what the gateway tells of answers goes out, from one module.
    await runner.query("revoke select on answer_block from coachwork_scheduling");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["answer_block", "survey_invitation", "survey", "survey_template"])
      await runner.query(`drop table ${table}`);
  }
}
