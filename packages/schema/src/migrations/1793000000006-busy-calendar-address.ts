import type { MigrationInterface, QueryRunner } from "typeorm";

/** Busy calendars with an address: where they are read from, whether that worked, and when to try again. */
export class BusyCalendarAddress1793000000006 implements MigrationInterface {
  readonly name = "BusyCalendarAddress1793000000006";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("revoke delete on busy_calendar from coachwork_scheduling");
    await runner.query(
      `alter table busy_calendar
        drop column address, drop column etag, drop column last_modified, drop column refreshed_at,
        drop column failing_since, drop column failure, drop column failure_message, drop column next_refresh_at`,
    );
  }
}

const statements = [
  `alter table busy_calendar
    add column address text check (length(address) between 1 and 2000),
    add column etag text check (length(etag) between 1 and 500),
    add column last_modified text check (length(last_modified) between 1 and 100),
    add column refreshed_at timestamptz,
    add column failing_since timestamptz,
    add column failure text check (failure in ('UNREACHABLE', 'NOT_A_CALENDAR', 'FORBIDDEN_ADDRESS', 'TOO_LARGE')),
    add column failure_message text check (length(failure_message) between 1 and 200),
    add column next_refresh_at timestamptz,
    add constraint busy_calendar_failing check (
      (failure is null) = (failing_since is null) and (failure is null) = (failure_message is null)
    ),
    add constraint busy_calendar_uploaded check (
      address is not null or (etag is null and last_modified is null and refreshed_at is null)
    )`,
  // A coach can remove a calendar. Its busy times are deleted first.
  `grant delete on busy_calendar to coachwork_scheduling`,
];
