import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** The day from which a member can read shared notes, and requests to join an engagement oneself. */
export class Joining1793000000020 implements MigrationInterface {
  readonly name = "Joining1793000000020";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table join_request");
    await runner.query("alter table engagement_coach drop column notes_from");
    await runner.query("alter table engagement_participant drop column notes_from");
  }
}

const statements = [
  `alter table engagement_coach add column notes_from date`,
  `alter table engagement_participant add column notes_from date`,

  `create table join_request (
    firm_id uuid not null,
    id uuid not null,
    engagement_id uuid not null,
    person_id uuid not null,
    side text not null check (side in ('COACH', 'PARTICIPANT')),
    joined_on date,
    status text not null check (status in ('WAITING', 'CONFIRMED', 'DECLINED', 'WITHDRAWN')),
    requested_at timestamptz not null,
    decided_at timestamptz,
    decided_by_id uuid,
    primary key (firm_id, id),
    foreign key (firm_id, engagement_id) references engagement,
    foreign key (firm_id, person_id) references person,
    foreign key (firm_id, decided_by_id) references person,
    check ((status = 'WAITING') = (decided_at is null))
  )`,
  `create index join_request_engagement on join_request (firm_id, engagement_id, requested_at, id)`,
  `create unique index join_request_waiting on join_request (firm_id, engagement_id, person_id) where status = 'WAITING'`,
  ...tenantTable("join_request", { coachwork_gateway: "insert, update" }),
];
