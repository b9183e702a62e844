import type { MigrationInterface, QueryRunner } from "typeorm";

/** People can be erased: what identifies them is gone, and what they did stays. */
export class ErasedPeople1793000000053 implements MigrationInterface {
  readonly name = "ErasedPeople1793000000053";

  async up(runner: QueryRunner): Promise<void> {
    for (const column of told) await runner.query(`alter table person alter column ${column} drop not null`);
    await runner.query("alter table person drop constraint person_status_check");
    await runner.query(`alter table person add constraint person_status_check
      check (status in ('NOT_INVITED', 'INVITED', 'ACTIVE', 'DEACTIVATED', 'ERASED'))`);
    await runner.query(`alter table person add constraint person_erased check (
      case when status = 'ERASED'
        then email is null and external_id is null and time_zone is null and locale is null
          and organization_id is null and team_id is null and former_roles is null
        else email is not null and time_zone is not null and locale is not null
      end
    )`);
    for (const [table, privileges] of grants)
      await runner.query(`grant ${privileges} on ${table} to coachwork_gateway`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, privileges] of grants)
      await runner.query(`revoke ${privileges} on ${table} from coachwork_gateway`);
    await runner.query("alter table person drop constraint person_erased");
    await runner.query("alter table person drop constraint person_status_check");
    await runner.query(`alter table person add constraint person_status_check
      check (status in ('NOT_INVITED', 'INVITED', 'ACTIVE', 'DEACTIVATED'))`);
    for (const column of told) await runner.query(`alter table person alter column ${column} set not null`);
  }
}

/** What every person tells but those who were erased. */
const told = ["email", "email_lower", "time_zone", "locale"];

/**
 * The gateway erases a person in one transaction, wherever they are named. It may change these texts of the schedule, and remove
 * what is nothing without its person: nothing else of it.
 */
const grants = [
  ["session", "update (agenda, cancellation_reason, place, updated_at)"],
  ["series", "update (place, updated_at)"],
  ["session_type", "update (name, place, updated_at, version)"],
  ["holiday", "update (name, updated_at, version)"],
  ["allocation_entry", "update (reason)"],
  ["email", "update (shown, shown_series, failure), delete"],
  ["engagement_status_change", "update (reason)"],
  ["note_version", "update (text)"],
  ...[
    ...["availability", "availability_window", "availability_override", "availability_override_window"],
    ...["time_off", "travel", "busy_calendar", "busy_time"],
  ].map((table) => [table, "delete"] as const),
] as const;
