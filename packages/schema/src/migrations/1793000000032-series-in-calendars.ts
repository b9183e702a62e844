import type { MigrationInterface, QueryRunner } from "typeorm";

/** Calendars know a new series by one id, and an e-mail may be about all of its sessions. */
export class SeriesInCalendars1793000000032 implements MigrationInterface {
  readonly name = "SeriesInCalendars1793000000032";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("delete from email where series_id is not null");
    await runner.query("alter table email drop column shown_series, drop column series_id");
    await runner.query("alter table email alter column session_id set not null");
    await runner.query(`alter table email drop constraint email_kind_check, add ${kinds("")}`);
    await runner.query("alter table series drop column sequence, drop column calendar_id");
  }
}

const kinds = (more: string) => `constraint email_kind_check check (kind in (
  'SESSION_BOOKED', 'SESSION_RESCHEDULED', 'SESSION_CHANGED', 'SESSION_CANCELLED', 'SESSION_REMINDER', 'SEAT_OFFERED'${more}
))`;

const statements = [
  // The sessions of series until now were sent each by itself, and stay so.
  `alter table series add column calendar_id uuid, add column sequence integer not null default 0 check (sequence >= 0),
     add foreign key (firm_id, calendar_id) references series`,
  `alter table email add column series_id uuid, add column shown_series jsonb, alter column session_id drop not null,
     add foreign key (firm_id, series_id) references series,
     add constraint email_subject check (session_id is not null or series_id is not null)`,
  `alter table email drop constraint email_kind_check, add ${kinds(", 'SERIES_BOOKED', 'SERIES_CHANGED', 'SERIES_CANCELLED'")}`,
  `create unique index email_series_once on email (firm_id, series_id, person_id, kind, occasion) where session_id is null`,
  `create index email_series on email (firm_id, series_id, id)`,
  `create index series_calendar on series (firm_id, calendar_id, id)`,
];
