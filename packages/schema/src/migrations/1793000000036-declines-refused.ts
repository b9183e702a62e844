import type { MigrationInterface, QueryRunner } from "typeorm";

/** Somebody whose decline in a calendar cancels nothing is told so. */
export class DeclinesRefused1793000000036 implements MigrationInterface {
  readonly name = "DeclinesRefused1793000000036";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table email drop constraint email_kind_check, add ${kinds(", 'DECLINE_REFUSED'")}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("delete from email where kind = 'DECLINE_REFUSED'");
    await runner.query(`alter table email drop constraint email_kind_check, add ${kinds("")}`);
  }
}

const kinds = (more: string) => `constraint email_kind_check check (kind in (
  'SESSION_BOOKED', 'SESSION_RESCHEDULED', 'SESSION_CHANGED', 'SESSION_CANCELLED', 'SESSION_REMINDER', 'SEAT_OFFERED',
  'SERIES_BOOKED', 'SERIES_CHANGED', 'SERIES_CANCELLED'${more}
))`;
