import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** What sessions cost: the ledger of an engagement's allocation and the cancellation policies. */
export class Allocation1793000000007 implements MigrationInterface {
  readonly name = "Allocation1793000000007";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("revoke update (id) on engagement from coachwork_scheduling");
    await runner.query("drop table allocation_entry, cancellation_policy");
    await runner.query(
      "alter table session drop column cancelled_by, drop column cancelled_at, drop column cancellation_reason",
    );
  }
}

const scheduling = (privileges: string) => ({ coachwork_scheduling: privileges });

const statements = [
  `create table allocation_entry (
    firm_id uuid not null,
    id uuid not null,
    engagement_id uuid not null,
    session_id uuid,
    kind text not null check (kind in ('RESERVE', 'USE', 'RELEASE', 'FORFEIT', 'ADJUST')),
    amount integer not null check (amount > 0 or (kind = 'ADJUST' and amount <> 0)),
    reason text check (length(reason) between 1 and 500),
    recorded_at timestamptz not null,
    recorded_by_id uuid,
    primary key (firm_id, id),
    foreign key (firm_id, engagement_id) references engagement,
    foreign key (firm_id, session_id) references session,
    foreign key (firm_id, recorded_by_id) references person,
    check ((kind = 'ADJUST') = (session_id is null)),
    check ((kind = 'ADJUST') = (reason is not null))
  )`,
  `create index allocation_entry_engagement on allocation_entry (firm_id, engagement_id, id) include (kind, amount)`,
  `create index allocation_entry_session on allocation_entry (firm_id, session_id, id)`,
  ...tenantTable("allocation_entry", scheduling("insert")),

  `create table cancellation_policy (
    firm_id uuid not null,
    id uuid not null,
    engagement_id uuid,
    notice_minutes integer not null check (notice_minutes between 0 and 20160),
    late_cancellation_forfeits boolean not null,
    no_show_forfeits boolean not null,
    clients_cancel text not null check (clients_cancel in ('ALWAYS', 'UNTIL_NOTICE', 'NEVER')),
    clients_reschedule text not null check (clients_reschedule in ('ALWAYS', 'UNTIL_NOTICE', 'NEVER')),
    primary key (firm_id, id),
    foreign key (firm_id, engagement_id) references engagement
  )`,
  `create unique index cancellation_policy_of on cancellation_policy (firm_id, engagement_id) nulls not distinct`,
  ...tenantTable("cancellation_policy", scheduling("insert, update")),

  `alter table session
    add column cancelled_by text check (cancelled_by in ('COACH', 'CLIENT', 'FIRM')),
    add column cancelled_at timestamptz,
    add column cancellation_reason text check (length(cancellation_reason) between 1 and 500),
    add check ((cancelled_by is null) = (cancelled_at is null))`,

  // Locking a row requires permission to update one of its columns. Bookings and ledger entries are checked with their
  // engagement locked, so a booking cannot race with a pause or with another booking for the last hour. The id is safe
  // to grant: other rows reference it, so it cannot change.
  `grant update (id) on engagement to coachwork_scheduling`,
];
