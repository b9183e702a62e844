import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

const isValue = (column: string) => `${column} between -1000000000 and 1000000000`;

/** Numbers that participants follow over time, and what was recorded of them. */
export class Metrics1793000000077 implements MigrationInterface {
  readonly name = "Metrics1793000000077";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table metric (
      firm_id uuid not null,
      id uuid not null,
      engagement_id uuid not null,
      participant_id uuid,
      goal_id uuid,
      name text not null check (length(name) between 1 and 200),
      unit text check (length(unit) between 1 and 100),
      frequency text not null check (frequency in ('DAILY', 'WEEKLY', 'MONTHLY', 'AS_NEEDED')),
      target double precision check (${isValue("target")}),
      target_direction text check (target_direction in ('AT_LEAST', 'AT_MOST')),
      created_at timestamptz not null,
      archived_at timestamptz,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      check ((target is null) = (target_direction is null)),
      primary key (firm_id, id),
      foreign key (firm_id, engagement_id) references engagement,
      foreign key (firm_id, participant_id) references person,
      foreign key (firm_id, goal_id) references goal
    )`);
    for (const column of ["engagement", "participant", "goal"])
      await runner.query(`create index metric_${column} on metric (firm_id, ${column}_id, id)`);
    // One entry a day, by which a chart is read, too.
    await runner.query(`create table metric_entry (
      firm_id uuid not null,
      id uuid not null,
      metric_id uuid not null,
      engagement_id uuid not null,
      participant_id uuid,
      day date not null,
      value double precision not null check (${isValue("value")}),
      comment text check (length(comment) between 1 and 2000),
      recorded_by_id uuid not null,
      recorded_at timestamptz not null,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id),
      foreign key (firm_id, metric_id) references metric,
      foreign key (firm_id, participant_id) references person,
      foreign key (firm_id, recorded_by_id) references person
    )`);
    await runner.query("create unique index metric_entry_day on metric_entry (firm_id, metric_id, day)");
    for (const table of ["metric", "metric_entry"])
      for (const statement of tenantTable(table, { coachwork_gateway: "insert, update, delete" }))
        await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["metric_entry", "metric"]) await runner.query(`drop table ${table}`);
  }
}
