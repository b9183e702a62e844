import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Further terms of a coach's availability, session types with their own terms, and held slots. */
export class Availability1793000000008 implements MigrationInterface {
  readonly name = "Availability1793000000008";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...availability, ...sessionTypes, ...holds]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("revoke delete on session_coach from coachwork_scheduling");
    await runner.query(
      `alter table session drop column session_type_id, drop column held_until, drop column held_by_id, drop column hold_place`,
    );
    await runner.query(
      "drop table session_type, travel, time_off, availability_override_window, availability_override",
    );
    await runner.query(
      "alter table availability drop column horizon_days, drop column most_per_day, drop column most_per_week",
    );
  }
}

const scheduling = (privileges: string) => ({ coachwork_scheduling: privileges });

/** How far ahead sessions can be booked, and how many there may be. */
const limits = (clause: string) => `
    ${clause} horizon_days integer check (horizon_days between 1 and 730),
    ${clause} most_per_day integer check (most_per_day between 1 and 50),
    ${clause} most_per_week integer check (most_per_week between 1 and 200)`;

const availability = [
  `alter table availability ${limits("add column")}`,

  `create table availability_override (
    firm_id uuid not null,
    id uuid not null,
    availability_id uuid not null,
    date date not null,
    primary key (firm_id, id),
    unique (firm_id, availability_id, date),
    foreign key (firm_id, availability_id) references availability
  )`,
  ...tenantTable("availability_override", scheduling("insert, delete")),

  `create table availability_override_window (
    firm_id uuid not null,
    override_id uuid not null,
    start_minute integer not null check (start_minute between 0 and 1439),
    end_minute integer not null check (end_minute between 1 and 1440),
    primary key (firm_id, override_id, start_minute),
    foreign key (firm_id, override_id) references availability_override
  )`,
  ...tenantTable("availability_override_window", scheduling("insert, delete")),

  `create table time_off (
    firm_id uuid not null,
    id uuid not null,
    coach_id uuid not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at),
    reason text check (length(reason) between 1 and 500),
    primary key (firm_id, id),
    foreign key (firm_id, coach_id) references person
  )`,
  `create index time_off_coach on time_off (firm_id, coach_id, starts_at, id)`,
  ...tenantTable("time_off", scheduling("insert, delete")),

  `create table travel (
    firm_id uuid not null,
    id uuid not null,
    coach_id uuid not null,
    first_date date not null,
    last_date date not null check (last_date >= first_date),
    time_zone text not null,
    primary key (firm_id, id),
    foreign key (firm_id, coach_id) references person,
    constraint travel_never_in_two_places exclude using gist (
      firm_id with =, coach_id with =, daterange(first_date, last_date, '[]') with &&
    )
  )`,
  `create index travel_coach on travel (firm_id, coach_id, first_date, id)`,
  ...tenantTable("travel", scheduling("insert, delete")),
];

const sessionTypes = [
  `create table session_type (
    firm_id uuid not null,
    id uuid not null,
    name text not null check (length(name) between 1 and 100),
    kind text not null check (kind in ('INTAKE', 'CHEMISTRY', 'REGULAR', 'THREE_WAY', 'REVIEW', 'SUPERVISION')),
    duration_minutes integer not null check (duration_minutes between 5 and 720),
    step_minutes integer check (step_minutes between 5 and 720),
    buffer_before_minutes integer check (buffer_before_minutes between 0 and 240),
    buffer_after_minutes integer check (buffer_after_minutes between 0 and 240),
    minimum_notice_minutes integer check (minimum_notice_minutes between 0 and 43200),
    ${limits("")},
    archived_at timestamptz,
    primary key (firm_id, id),
    unique (firm_id, name),
    foreign key (firm_id) references firm
  )`,
  ...tenantTable("session_type", scheduling("insert, update")),
  `alter table session
    add column session_type_id uuid,
    add foreign key (firm_id, session_type_id) references session_type`,
];

const holds = [
  `alter table session
    add column held_until timestamptz,
    add column held_by_id uuid,
    add column hold_place integer check (hold_place between 1 and 3),
    add foreign key (firm_id, held_by_id) references person`,
  // Each hold takes one of a person's three places until it is confirmed, released or expired.
  `create unique index session_hold on session (firm_id, held_by_id, hold_place) where status = 'HELD'`,
  // A session that is moved can get other coaches of its engagement.
  `grant delete on session_coach to coachwork_scheduling`,
];
