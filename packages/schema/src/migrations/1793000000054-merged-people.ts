import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Duplicates of people can be merged. The ids of those who are gone lead to those who stay. */
export class MergedPeople1793000000054 implements MigrationInterface {
  readonly name = "MergedPeople1793000000054";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table merged_person (
      firm_id uuid not null,
      id uuid not null,
      person_id uuid not null,
      merged_at timestamptz not null,
      primary key (firm_id, id),
      foreign key (firm_id, person_id) references person
    )`);
    await runner.query("create index merged_person_person on merged_person (firm_id, person_id, id)");
    for (const statement of tenantTable("merged_person", { coachwork_gateway: "insert, update" }))
      await runner.query(statement);
    for (const [table, privileges] of grants)
      await runner.query(`grant ${privileges} on ${table} to coachwork_gateway`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, privileges] of grants)
      await runner.query(`revoke ${privileges} on ${table} from coachwork_gateway`);
    await runner.query("drop table merged_person");
  }
}

/**
 * The gateway merges in one transaction: every column that names the duplicate names the person who stays. What both have, such
 * as a place in the same session, remains once.
 */
const grants = [
  ["person", "delete"],
  ["engagement_coach", "delete"],
  ["engagement_participant", "delete"],
  ["engagement_status_change", "update (changed_by_id)"],
  ["note_version", "update (author_id)"],
  ["availability", "update (coach_id, updated_at, version)"],
  ["busy_calendar", "update (coach_id, name, updated_at)"],
  ["busy_time", "update (coach_id)"],
  ["time_off", "update (coach_id)"],
  ["travel", "update (coach_id)"],
  ["session", "update (held_by_id, booked_by_id, seats_taken)"],
  ["session_coach", "update (coach_id), delete"],
  ["session_move", "update (moved_by_id)"],
  ["attendance", "update (person_id, status, recorded_at, recorded_by_id), delete"],
  ["seat", "update (person_id, updated_at), delete"],
  ["series", "update (booked_by_id, overridden_by_id)"],
  ["series_coach", "update (coach_id), delete"],
  ["allocation_entry", "update (recorded_by_id)"],
  ["calendar_feed", "update (person_id, place, revoked_at, updated_at)"],
  ["email", "update (person_id)"],
] as const;
