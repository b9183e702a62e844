import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Assignments of coaches to the people of a cohort, before and after one of them is offered. */
export class MatchRuns1793000000124 implements MigrationInterface {
  readonly name = "MatchRuns1793000000124";

  async up(runner: QueryRunner): Promise<void> {
    const changes = `updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id),
      foreign key (firm_id) references firm`;
    await runner.query(`create table match_run (
      firm_id uuid not null,
      id uuid not null,
      cohort_id uuid not null,
      status text not null check (status in ('DRAFT', 'PUBLISHED', 'DISCARDED')),
      published text check (published in ('MOST_PAIRS', 'HIGHEST_SUM')),
      started_by_id uuid,
      created_at timestamptz not null,
      decided_at timestamptz,
      ${changes},
      foreign key (firm_id, cohort_id) references cohort,
      foreign key (firm_id, started_by_id) references person,
      check ((status = 'PUBLISHED') = (published is not null)),
      check ((status = 'DRAFT') = (decided_at is null))
    )`);
    await runner.query("create index match_run_cohort on match_run (firm_id, cohort_id, id)");
    await runner.query("create unique index match_run_draft on match_run (firm_id, cohort_id) where status = 'DRAFT'");
    await runner.query(`create table match_run_member (
      firm_id uuid not null,
      id uuid not null,
      run_id uuid not null,
      assignment text not null check (assignment in ('MOST_PAIRS', 'HIGHEST_SUM')),
      cohort_member_id uuid not null,
      participant_id uuid not null,
      coach_id uuid,
      score integer check (score between 0 and 100),
      points jsonb not null,
      unmatched text check (unmatched in ('NO_CANDIDATE', 'CAPACITY', 'TAKEN_OUT')),
      differs boolean not null,
      by_hand boolean not null,
      ${changes},
      unique (firm_id, run_id, assignment, cohort_member_id),
      foreign key (firm_id, run_id) references match_run,
      foreign key (firm_id, cohort_member_id) references cohort_member,
      foreign key (firm_id, participant_id) references person,
      foreign key (firm_id, coach_id) references person,
      check ((coach_id is null) = (score is null)),
      check ((coach_id is null) = (unmatched is not null))
    )`);
    for (const [name, columns] of [
      ["run", "run_id, id"],
      ["assignment", "run_id, assignment, id"],
      ["cohort_member", "cohort_member_id"],
      ["participant", "participant_id"],
      ["coach", "coach_id"],
    ])
      await runner.query(`create index match_run_member_${name} on match_run_member (firm_id, ${columns})`);
    for (const statement of tenantTable("match_run", { coachwork_gateway: "insert, update" }))
      await runner.query(statement);
    for (const statement of tenantTable("match_run_member", { coachwork_gateway: "insert, update, delete" }))
      await runner.query(statement);
    await runner.query(
      "alter table match add column run_id uuid, add foreign key (firm_id, run_id) references match_run",
    );
    await runner.query("create index match_run_of on match (firm_id, run_id)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table match drop column run_id");
    for (const table of ["match_run_member", "match_run"]) await runner.query(`drop table ${table}`);
  }
}
