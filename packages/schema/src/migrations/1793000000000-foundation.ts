import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

const gateway = (privileges: string) => ({ coachwork_gateway: privileges });
const scheduling = (privileges: string) => ({ coachwork_scheduling: privileges });
const both = (privileges: string) => ({ ...gateway(privileges), ...scheduling(privileges) });

/** Firms, people, engagements, the schedule, the event log and keys. */
export class Foundation1793000000000 implements MigrationInterface {
  readonly name = "Foundation1793000000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tenancy, ...engagements, ...schedule, ...log, ...partners])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error("The first migration cannot be undone: drop the database instead.");
  }
}

const tenancy = [
  `create table firm (
    firm_id uuid primary key,
    name text not null check (length(name) between 1 and 200),
    time_zone text not null,
    created_at timestamptz not null
  )`,
  ...tenantTable("firm", {}),

  `create table organization (
    firm_id uuid not null,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    created_at timestamptz not null,
    primary key (firm_id, id),
    foreign key (firm_id) references firm
  )`,
  `create unique index organization_name on organization (firm_id, lower(name))`,
  ...tenantTable("organization", gateway("insert, update")),

  `create table team (
    firm_id uuid not null,
    id uuid not null,
    organization_id uuid not null,
    name text not null check (length(name) between 1 and 200),
    primary key (firm_id, id),
    unique (firm_id, organization_id, id),
    foreign key (firm_id, organization_id) references organization
  )`,
  `create unique index team_name on team (firm_id, organization_id, lower(name))`,
  ...tenantTable("team", gateway("insert, update")),

  `create table person (
    firm_id uuid not null,
    id uuid not null,
    external_id text check (length(external_id) between 1 and 200),
    name text not null check (length(name) between 1 and 200),
    email text not null check (length(email) between 3 and 254),
    time_zone text not null,
    locale text not null,
    organization_id uuid,
    team_id uuid,
    created_at timestamptz not null,
    primary key (firm_id, id),
    foreign key (firm_id, organization_id) references organization,
    foreign key (firm_id, organization_id, team_id) references team (firm_id, organization_id, id),
    check (team_id is null or organization_id is not null)
  )`,
  `create unique index person_email on person (firm_id, lower(email))`,
  `create unique index person_external_id on person (firm_id, external_id)`,
  `create index person_name on person (firm_id, name, id)`,
  `create index person_organization on person (firm_id, organization_id, name, id)`,
  `create index person_team on person (firm_id, team_id, name, id)`,
  ...tenantTable("person", gateway("insert, update")),

  `create table person_role (
    firm_id uuid not null,
    person_id uuid not null,
    role text not null check (role in ('OWNER', 'ADMIN', 'PROGRAM_MANAGER', 'COACH', 'CLIENT', 'SPONSOR', 'FINANCE')),
    primary key (firm_id, person_id, role),
    foreign key (firm_id, person_id) references person
  )`,
  `create index person_role_role on person_role (firm_id, role, person_id)`,
  ...tenantTable("person_role", gateway("insert, delete")),
];

const membership = (table: string) => [
  `create table ${table} (
    firm_id uuid not null,
    id uuid not null,
    engagement_id uuid not null,
    person_id uuid not null,
    joined_on date not null,
    left_on date check (left_on >= joined_on),
    primary key (firm_id, id),
    foreign key (firm_id, engagement_id) references engagement,
    foreign key (firm_id, person_id) references person,
    constraint ${table}_once exclude using gist (
      firm_id with =, engagement_id with =, person_id with =, daterange(joined_on, left_on) with &&
    )
  )`,
  // These indexes include the columns that the viewers' sets of people and engagements need, so PostgreSQL can answer
  // from the index alone.
  `create index ${table}_engagement on ${table} (firm_id, engagement_id, joined_on, id) include (person_id, left_on)`,
  `create index ${table}_person on ${table} (firm_id, person_id, joined_on, id) include (engagement_id, left_on)`,
  ...tenantTable(table, gateway("insert, update")),
];

const engagements = [
  `create table engagement (
    firm_id uuid not null,
    id uuid not null,
    title text not null check (length(title) between 1 and 200),
    kind text not null check (kind in ('COACHING', 'MENTORING')),
    format text not null check (format in ('INDIVIDUAL', 'GROUP', 'TEAM')),
    mentoring_form text check (mentoring_form in ('FORMAL', 'INFORMAL')),
    status text not null check (status in ('DRAFT', 'ACTIVE', 'PAUSED', 'COMPLETED', 'CANCELLED')),
    objectives text check (length(objectives) between 1 and 5000),
    starts_on date not null,
    ends_on date,
    allocation_unit text check (allocation_unit in ('SESSIONS', 'HOURS')),
    allocation_amount integer check (allocation_amount between 1 and 10000),
    organization_id uuid,
    team_id uuid,
    created_at timestamptz not null,
    primary key (firm_id, id),
    foreign key (firm_id, organization_id) references organization,
    foreign key (firm_id, team_id) references team,
    constraint engagement_dates check (ends_on >= starts_on),
    constraint engagement_allocation check ((allocation_unit is null) = (allocation_amount is null)),
    constraint engagement_team check ((format = 'TEAM') = (team_id is not null)),
    constraint engagement_coaching check (
      kind <> 'COACHING' or (ends_on is not null and allocation_unit is not null and mentoring_form is null)
    ),
    constraint engagement_mentoring check (
      kind <> 'MENTORING'
      or (mentoring_form = 'FORMAL' and ends_on is not null and objectives is not null)
      or (mentoring_form = 'INFORMAL' and allocation_unit is null)
    )
  )`,
  `create index engagement_starts_on on engagement (firm_id, starts_on, id)`,
  `create index engagement_status on engagement (firm_id, status, starts_on, id)`,
  `create index engagement_organization on engagement (firm_id, organization_id, starts_on, id)`,
  `create index engagement_title on engagement (firm_id, title, id)`,
  ...tenantTable("engagement", gateway("insert, update")),

  ...membership("engagement_coach"),
  ...membership("engagement_participant"),

  `create table note (
    firm_id uuid not null,
    id uuid not null,
    engagement_id uuid not null,
    author_id uuid not null,
    visibility text not null check (visibility in ('PRIVATE', 'COACHES', 'SHARED')),
    text text not null check (length(text) between 1 and 20000),
    created_at timestamptz not null,
    primary key (firm_id, id),
    foreign key (firm_id, engagement_id) references engagement,
    foreign key (firm_id, author_id) references person
  )`,
  `create index note_engagement on note (firm_id, engagement_id, created_at, id)`,
  `create index note_created on note (firm_id, created_at, id)`,
  `create index note_author on note (firm_id, author_id, created_at, id)`,
  ...tenantTable(
    "note",
    gateway("insert"),
    `visibility <> 'PRIVATE' or author_id = nullif(current_setting('app.person_id', true), '')::uuid`,
  ),
];

const schedule = [
  `create table availability (
    firm_id uuid not null,
    id uuid not null,
    coach_id uuid not null,
    time_zone text not null,
    buffer_before_minutes integer not null check (buffer_before_minutes between 0 and 240),
    buffer_after_minutes integer not null check (buffer_after_minutes between 0 and 240),
    minimum_notice_minutes integer not null check (minimum_notice_minutes between 0 and 43200),
    primary key (firm_id, id),
    unique (firm_id, coach_id),
    foreign key (firm_id, coach_id) references person
  )`,
  ...tenantTable("availability", scheduling("insert, update")),

  `create table availability_window (
    firm_id uuid not null,
    availability_id uuid not null,
    weekday integer not null check (weekday between 1 and 7),
    start_minute integer not null check (start_minute between 0 and 1439),
    end_minute integer not null check (end_minute between 1 and 1440),
    primary key (firm_id, availability_id, weekday, start_minute),
    foreign key (firm_id, availability_id) references availability
  )`,
  ...tenantTable("availability_window", scheduling("insert, delete")),

  `create table busy_calendar (
    firm_id uuid not null,
    id uuid not null,
    coach_id uuid not null,
    name text not null check (length(name) between 1 and 100),
    imported_at timestamptz not null,
    covered_until timestamptz not null,
    source text not null check (length(source) <= 1000000),
    primary key (firm_id, id),
    unique (firm_id, coach_id, name),
    foreign key (firm_id, coach_id) references person
  )`,
  ...tenantTable("busy_calendar", scheduling("insert, update")),

  `create table busy_time (
    firm_id uuid not null,
    calendar_id uuid not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at),
    coach_id uuid not null,
    primary key (firm_id, calendar_id, starts_at),
    foreign key (firm_id, calendar_id) references busy_calendar,
    foreign key (firm_id, coach_id) references person
  )`,
  `create index busy_time_coach on busy_time (firm_id, coach_id, ends_at)`,
  ...tenantTable("busy_time", scheduling("insert, delete")),

  `create table session (
    firm_id uuid not null,
    id uuid not null,
    engagement_id uuid not null,
    kind text not null check (kind in ('INTAKE', 'CHEMISTRY', 'REGULAR', 'THREE_WAY', 'REVIEW', 'SUPERVISION')),
    status text not null
      check (status in ('HELD', 'CONFIRMED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED', 'NO_SHOW', 'EXPIRED')),
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at),
    time_zone text not null,
    date date not null,
    sequence integer not null check (sequence >= 0),
    created_at timestamptz not null,
    primary key (firm_id, id),
    foreign key (firm_id, engagement_id) references engagement
  )`,
  `create index session_starts_at on session (firm_id, starts_at, id)`,
  `create index session_date on session (firm_id, date, id)`,
  `create index session_status on session (firm_id, status, starts_at, id)`,
  `create index session_engagement on session (firm_id, engagement_id, starts_at, id)`,
  ...tenantTable("session", scheduling("insert, update")),

  `create table session_coach (
    firm_id uuid not null,
    session_id uuid not null,
    coach_id uuid not null,
    blocked tstzrange not null check (not isempty(blocked)),
    blocks boolean not null,
    primary key (firm_id, session_id, coach_id),
    foreign key (firm_id, session_id) references session,
    foreign key (firm_id, coach_id) references person,
    constraint session_coach_never_double_booked exclude using gist (
      firm_id with =, coach_id with =, blocked with &&
    ) where (blocks)
  )`,
  `create index session_coach_coach on session_coach (firm_id, coach_id, session_id)`,
  ...tenantTable("session_coach", scheduling("insert, update")),

  `create table session_move (
    firm_id uuid not null,
    id uuid not null,
    session_id uuid not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    moved_at timestamptz not null,
    moved_by_id uuid,
    primary key (firm_id, id),
    foreign key (firm_id, session_id) references session,
    foreign key (firm_id, moved_by_id) references person
  )`,
  `create index session_move_session on session_move (firm_id, session_id, id)`,
  ...tenantTable("session_move", scheduling("insert")),

  `create table attendance (
    firm_id uuid not null,
    session_id uuid not null,
    person_id uuid not null,
    status text not null check (status in ('PENDING', 'PRESENT', 'LATE', 'EXCUSED', 'NO_SHOW')),
    primary key (firm_id, session_id, person_id),
    foreign key (firm_id, session_id) references session,
    foreign key (firm_id, person_id) references person
  )`,
  `create index attendance_person on attendance (firm_id, person_id, session_id)`,
  ...tenantTable("attendance", scheduling("insert, update")),
];

const log = [
  `create table firm_counter (
    firm_id uuid primary key,
    last_seq bigint not null check (last_seq >= 0),
    foreign key (firm_id) references firm
  )`,
  ...tenantTable("firm_counter", both("update")),

  `create table event (
    firm_id uuid not null,
    seq bigint not null,
    type text not null,
    ids jsonb not null,
    actor_id uuid,
    occurred_at timestamptz not null,
    primary key (firm_id, seq),
    foreign key (firm_id) references firm
  )`,
  ...tenantTable("event", both("insert")),

  `create table idempotency_key (
    firm_id uuid not null,
    actor_id uuid not null,
    key text not null check (length(key) between 1 and 255),
    mutation text not null,
    input_hash text not null,
    outcome jsonb,
    created_at timestamptz not null,
    primary key (firm_id, actor_id, key),
    foreign key (firm_id) references firm
  )`,
  `create index idempotency_key_age on idempotency_key (firm_id, actor_id, created_at)`,
  ...tenantTable("idempotency_key", both("insert, update, delete")),
];

const partners = [
  `create table api_key (
    firm_id uuid not null,
    id uuid not null,
    name text not null check (length(name) between 1 and 100),
    public_id text not null,
    secret_hash text not null,
    scopes text[] not null check (cardinality(scopes) > 0),
    created_by_id uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    primary key (firm_id, id),
    foreign key (firm_id, created_by_id) references person
  )`,
  `create unique index api_key_public_id on api_key (firm_id, public_id)`,
  ...tenantTable("api_key", gateway("insert, update")),
  // Only the gateway checks keys. The scheduling service never needs to see one.
  `revoke select on api_key from coachwork_scheduling`,
];
