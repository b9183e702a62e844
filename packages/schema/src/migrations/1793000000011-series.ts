import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Recurring sessions: the series, their coaches, and their exceptions. */
export class Series1793000000011 implements MigrationInterface {
  readonly name = "Series1793000000011";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table session drop column original_start, drop column series_id");
    await runner.query("drop table series_exception, series_coach, series");
  }
}

const scheduling = (privileges: string) => ({ coachwork_scheduling: privileges });

const statements = [
  `create table series (
    firm_id uuid not null,
    id uuid not null,
    engagement_id uuid not null,
    kind text not null check (kind in ('INTAKE', 'CHEMISTRY', 'REGULAR', 'THREE_WAY', 'REVIEW', 'SUPERVISION')),
    rule text not null,
    time_zone text not null,
    first_start text not null,
    duration_minutes integer not null check (duration_minutes between 5 and 720),
    materialised_until timestamptz not null,
    created_at timestamptz not null,
    ended_at timestamptz,
    follows_id uuid,
    primary key (firm_id, id),
    foreign key (firm_id, engagement_id) references engagement,
    foreign key (firm_id, follows_id) references series
  )`,
  `create index series_engagement on series (firm_id, engagement_id, id)`,
  ...tenantTable("series", scheduling("insert, update")),

  `create table series_coach (
    firm_id uuid not null,
    series_id uuid not null,
    coach_id uuid not null,
    primary key (firm_id, series_id, coach_id),
    foreign key (firm_id, series_id) references series,
    foreign key (firm_id, coach_id) references person
  )`,
  ...tenantTable("series_coach", scheduling("insert")),

  // The API defines the codes: they are those of bookSession. A new code needs no migration.
  `create table series_exception (
    firm_id uuid not null,
    id uuid not null,
    series_id uuid not null,
    original_start timestamptz not null,
    code text check (code ~ '^[A-Z_]+$'),
    primary key (firm_id, id),
    foreign key (firm_id, series_id) references series
  )`,
  `create unique index series_exception_of on series_exception (firm_id, series_id, original_start)`,
  ...tenantTable("series_exception", scheduling("insert")),

  // An instance is a session. Its original start identifies it within the series, whatever happens to it later.
  `alter table session
    add column series_id uuid,
    add column original_start timestamptz,
    add foreign key (firm_id, series_id) references series,
    add check ((series_id is null) = (original_start is null))`,
  `create unique index session_original_start on session (firm_id, series_id, original_start)`,
  `create index session_series on session (firm_id, series_id, starts_at, id)`,
];
