import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** The e-mails about sessions, and the times of a firm's reminders. */
export class Email1793000000004 implements MigrationInterface {
  readonly name = "Email1793000000004";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["reminder_setting", "email"]) await runner.query(`drop table ${table}`);
  }
}

const statements = [
  `create table email (
    firm_id uuid not null,
    id uuid not null,
    session_id uuid not null,
    person_id uuid not null,
    kind text not null check (kind in (
      'SESSION_BOOKED', 'SESSION_RESCHEDULED', 'SESSION_CANCELLED', 'SESSION_REMINDER', 'SEAT_OFFERED'
    )),
    occasion text not null check (length(occasion) between 1 and 100),
    sequence integer not null check (sequence >= 0),
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at),
    expires_at timestamptz not null,
    message_id text check (length(message_id) between 1 and 300),
    created_at timestamptz not null,
    begun_at timestamptz,
    sent_at timestamptz,
    failed_at timestamptz,
    failure text check (length(failure) between 1 and 500),
    primary key (firm_id, id),
    foreign key (firm_id, session_id) references session,
    foreign key (firm_id, person_id) references person,
    constraint email_once unique (firm_id, session_id, person_id, kind, occasion),
    constraint email_sent check (sent_at is null or begun_at is not null),
    constraint email_message_id check (begun_at is null or message_id is not null),
    constraint email_outcome check (sent_at is null or failed_at is null),
    constraint email_failure check ((failed_at is null) = (failure is null))
  )`,
  `create index email_session on email (firm_id, session_id, id)`,
  // E-mails that become obsolete before they are sent are deleted.
  ...tenantTable("email", { coachwork_scheduling: "insert, update, delete" }),

  `create table reminder_setting (
    firm_id uuid primary key,
    set_at timestamptz not null,
    minutes_before integer[] not null
      check (cardinality(minutes_before) <= 5 and 5 <= all(minutes_before) and 20160 >= all(minutes_before)),
    foreign key (firm_id) references firm
  )`,
  ...tenantTable("reminder_setting", { coachwork_scheduling: "insert, update" }),
];
