import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Records tell when they were last changed, and more of them count their changes. When those that exist were changed is not
 * known: they count as changed now, so that whoever follows changes reads them once.
 */
export class Changes1793000000049 implements MigrationInterface {
  readonly name = "Changes1793000000049";

  async up(runner: QueryRunner): Promise<void> {
    for (const table of stamped)
      await runner.query(
        `alter table ${table} add column updated_at timestamptz not null default date_trunc('milliseconds', now())`,
      );
    for (const table of counted)
      await runner.query(`alter table ${table} add column version integer not null default 1`);
    for (const table of followed)
      await runner.query(`create index ${table}_updated on ${table} (firm_id, updated_at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of stamped) await runner.query(`alter table ${table} drop column updated_at`);
    for (const table of counted) await runner.query(`alter table ${table} drop column version`);
  }
}

/** The tables of all objects with an id that can change. */
const stamped = [
  ...["organization", "team", "person", "engagement", "engagement_coach", "engagement_participant", "join_request"],
  ...["session_type", "holiday", "availability", "busy_calendar", "session", "seat", "series", "cancellation_policy"],
  ...["calendar_feed", "api_key", "note"],
];

/** Those that are changed in a form and did not count their changes. */
const counted = ["person", "availability", "cancellation_policy"];

/** Those whose lists can be read from a change on. */
const followed = ["organization", "team", "person", "engagement", "session"];
