import type { MigrationInterface, QueryRunner } from "typeorm";

/** A busy calendar keeps what was wrong in it when it was read. */
export class BusyCalendarWarnings1793000000025 implements MigrationInterface {
  readonly name = "BusyCalendarWarnings1793000000025";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table busy_calendar
        add column warnings text[] not null default '{}',
        add constraint busy_calendar_warnings check (
          cardinality(warnings) <= 51 and length(array_to_string(warnings, '')) <= 51 * 250
        )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table busy_calendar drop column warnings");
  }
}
