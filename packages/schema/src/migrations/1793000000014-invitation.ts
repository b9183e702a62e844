import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/**
 * Invitations by e-mail. They belong to a firm. The tokens in `identity.invitation` were shown to the inviter; they no
 * longer work, and a later release drops that table.
 */
export class Invitation1793000000014 implements MigrationInterface {
  readonly name = "Invitation1793000000014";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table invitation");
  }
}

const statements = [
  `create table invitation (
    firm_id uuid not null,
    id uuid not null,
    person_id uuid not null,
    email text not null check (length(email) between 3 and 254),
    created_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > created_at),
    sent_at timestamptz,
    failure text check (length(failure) between 1 and 500),
    accepted_at timestamptz,
    withdrawn_at timestamptz,
    primary key (firm_id, id),
    foreign key (firm_id, person_id) references person,
    constraint invitation_outcome check (accepted_at is null or withdrawn_at is null)
  )`,
  `create index invitation_person on invitation (firm_id, person_id, id)`,
  `create unique index invitation_open on invitation (firm_id, person_id)
    where accepted_at is null and withdrawn_at is null`,
  `create index invitation_email on invitation (firm_id, email, created_at)`,
  ...tenantTable("invitation", { coachwork_gateway: "insert, update" }),
  // What happened to the letter.
  `grant update (sent_at, failure) on invitation to coachwork_scheduling`,
];
