import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Private addresses at which people's calendar programs read their sessions. */
export class CalendarFeed1793000000005 implements MigrationInterface {
  readonly name = "CalendarFeed1793000000005";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table calendar_feed");
  }
}

const statements = [
  `create table calendar_feed (
    firm_id uuid not null,
    id uuid not null,
    person_id uuid not null,
    kind text not null check (kind in ('PERSON', 'COACH')),
    place integer not null check (place between 1 and 5),
    secret_hash text not null,
    created_at timestamptz not null,
    revoked_at timestamptz,
    last_used_at timestamptz,
    primary key (firm_id, id),
    foreign key (firm_id, person_id) references person
  )`,
  `create index calendar_feed_person on calendar_feed (firm_id, person_id, id)`,
  // Each feed takes one of a person's numbered places. So even concurrent requests cannot exceed the limit.
  `create unique index calendar_feed_place on calendar_feed (firm_id, person_id, place) where (revoked_at is null)`,
  ...tenantTable("calendar_feed", { coachwork_scheduling: "insert, update" }),
];
