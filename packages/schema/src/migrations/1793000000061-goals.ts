import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

const description = (name: string, isRequired: boolean) =>
  `${name} text ${isRequired ? "not null " : ""}check (length(${name}) between 1 and 500)`;
const scale = (isRequired: boolean) =>
  ["much_less", "less", "expected", "more", "much_more"].map((name) => description(name, isRequired)).join(", ");

/** Goals with their scales, the levels that were reached, and what revisions replaced. */
export class Goals1793000000061 implements MigrationInterface {
  readonly name = "Goals1793000000061";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table goal (
      firm_id uuid not null,
      id uuid not null,
      engagement_id uuid not null,
      participant_id uuid,
      kind text not null check (kind in ('GOAL', 'OBJECTIVE', 'THEME')),
      title text not null check (length(title) between 1 and 200),
      why text check (length(why) between 1 and 2000),
      target_date date,
      status text not null check (status in ('OPEN', 'ACHIEVED', 'DROPPED')),
      weight integer check (weight between 1 and 5),
      ${scale(false)},
      baseline_level integer check (baseline_level between -2 and 2),
      revision integer not null default 0,
      sharing text not null default 'NONE' check (sharing in ('NONE', 'TITLE', 'PROGRESS')),
      created_at timestamptz not null,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      check (num_nulls(much_less, less, expected, more, much_more) in (0, 5)),
      check ((kind = 'GOAL') = (weight is not null)),
      check (kind = 'GOAL' or expected is null and baseline_level is null),
      primary key (firm_id, id),
      foreign key (firm_id, engagement_id) references engagement,
      foreign key (firm_id, participant_id) references person
    )`);
    await runner.query("create index goal_engagement on goal (firm_id, engagement_id, id)");
    await runner.query("create index goal_participant on goal (firm_id, participant_id, id)");
    await runner.query("create index goal_target_date on goal (firm_id, coalesce(target_date, 'infinity'::date), id)");
    await runner.query(`create table goal_progress (
      firm_id uuid not null,
      id uuid not null,
      goal_id uuid not null,
      engagement_id uuid not null,
      participant_id uuid,
      level integer not null check (level between -2 and 2),
      reached_on date not null,
      comment text check (length(comment) between 1 and 2000),
      revision integer not null,
      recorded_by_id uuid not null,
      recorded_at timestamptz not null,
      primary key (firm_id, id),
      foreign key (firm_id, goal_id) references goal,
      foreign key (firm_id, participant_id) references person,
      foreign key (firm_id, recorded_by_id) references person
    )`);
    await runner.query("create index goal_progress_goal on goal_progress (firm_id, goal_id, reached_on, id)");
    await runner.query(`create table goal_revision (
      firm_id uuid not null,
      id uuid not null,
      goal_id uuid not null,
      engagement_id uuid not null,
      participant_id uuid,
      number integer not null,
      reason text not null check (length(reason) between 1 and 1000),
      weight integer not null check (weight between 1 and 5),
      ${scale(true)},
      baseline_level integer not null check (baseline_level between -2 and 2),
      revised_on date not null,
      revised_at timestamptz not null,
      revised_by_id uuid not null,
      primary key (firm_id, id),
      unique (firm_id, goal_id, number),
      foreign key (firm_id, goal_id) references goal,
      foreign key (firm_id, participant_id) references person,
      foreign key (firm_id, revised_by_id) references person
    )`);
    await runner.query("create index goal_revision_goal on goal_revision (firm_id, goal_id, revised_at, id)");
    for (const [table, privileges] of [
      ["goal", "insert, update, delete"],
      ["goal_progress", "insert, delete"],
      // What was revised is kept.
      ["goal_revision", "insert"],
    ] as const)
      for (const statement of tenantTable(table, { coachwork_gateway: privileges })) await runner.query(statement);
    // When people are erased or merged.
    await runner.query(`grant update (comment, participant_id, recorded_by_id) on goal_progress to coachwork_gateway`);
    await runner.query(`grant update (reason, much_less, less, expected, more, much_more, participant_id, revised_by_id)
      on goal_revision to coachwork_gateway`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["goal_revision", "goal_progress", "goal"]) await runner.query(`drop table ${table}`);
  }
}
