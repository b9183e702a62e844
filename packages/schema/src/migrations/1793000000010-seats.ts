import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Seats in group sessions: how many there are and must be taken, who has one, and who is waiting. */
export class Seats1793000000010 implements MigrationInterface {
  readonly name = "Seats1793000000010";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("revoke delete on attendance from coachwork_scheduling");
    await runner.query("drop table seat");
    await runner.query(
      `alter table session
        drop column capacity, drop column minimum, drop column decide_by, drop column minimum_met_at,
        drop column offer_minutes, drop column seats_taken`,
    );
  }
}

const statements = [
  `alter table session
    add column capacity integer check (capacity between 1 and 500),
    add column minimum integer,
    add column decide_by timestamptz,
    add column minimum_met_at timestamptz,
    add column offer_minutes integer check (offer_minutes between 5 and 20160),
    add column seats_taken integer not null default 0,
    add constraint session_seats_taken check (seats_taken between 0 and coalesce(capacity, 0)),
    add constraint session_minimum check (minimum between 1 and coalesce(capacity, 0)),
    add constraint session_offers check ((offer_minutes is null) = (capacity is null)),
    add constraint session_decision check ((decide_by is null) = (minimum is null) and decide_by <= starts_at),
    add constraint session_minimum_met check (minimum_met_at is null or minimum is not null)`,

  `create table seat (
    firm_id uuid not null,
    id uuid not null,
    session_id uuid not null,
    person_id uuid not null,
    status text not null check (status in ('WAITING', 'OFFERED', 'TAKEN', 'DECLINED', 'EXPIRED', 'LEFT')),
    turn integer not null check (turn >= 1),
    joined_at timestamptz not null,
    offered_until timestamptz,
    primary key (firm_id, id),
    constraint seat_once unique (firm_id, session_id, person_id),
    foreign key (firm_id, session_id) references session,
    foreign key (firm_id, person_id) references person,
    constraint seat_offer check ((status = 'OFFERED') = (offered_until is not null))
  )`,
  // The waiting list, which is read in order, and the roster.
  `create unique index seat_turn on seat (firm_id, session_id, turn)`,
  `create index seat_person on seat (firm_id, person_id, session_id)`,
  ...tenantTable("seat", { coachwork_scheduling: "insert, update" }),

  // A person who leaves a seat before the session begins is no longer expected.
  `grant delete on attendance to coachwork_scheduling`,
];
