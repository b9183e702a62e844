import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Agreements on engagements, with who is asked to sign them and who did. */
export class Agreements1793000000073 implements MigrationInterface {
  readonly name = "Agreements1793000000073";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table agreement_party, agreement");
  }
}

const statements = [
  `create table agreement (
    firm_id uuid not null,
    id uuid not null,
    engagement_id uuid not null,
    template_version_id uuid not null,
    follows_id uuid,
    status text not null check (
      status in ('DRAFT', 'OUT_FOR_SIGNATURE', 'COMPLETED', 'DECLINED', 'WITHDRAWN', 'SUPERSEDED')
    ),
    is_three_way boolean not null,
    title text not null check (length(title) between 1 and 200),
    text text not null check (length(text) >= 1),
    text_hash text not null check (length(text_hash) = 64),
    prepared_at timestamptz not null,
    prepared_by_id uuid not null,
    sent_at timestamptz,
    completed_at timestamptz,
    ended_at timestamptz,
    reason text check (length(reason) between 1 and 2000),
    decided_by_id uuid,
    updated_at timestamptz not null default date_trunc('milliseconds', now()),
    version integer not null default 1,
    primary key (firm_id, id),
    foreign key (firm_id, engagement_id) references engagement,
    foreign key (firm_id, template_version_id) references agreement_template_version,
    foreign key (firm_id, follows_id) references agreement,
    foreign key (firm_id, prepared_by_id) references person,
    foreign key (firm_id, decided_by_id) references person,
    check (status <> 'DRAFT' or sent_at is null),
    check (status not in ('OUT_FOR_SIGNATURE', 'COMPLETED', 'DECLINED') or sent_at is not null),
    check (status <> 'COMPLETED' or completed_at is not null),
    check ((status in ('DECLINED', 'WITHDRAWN', 'SUPERSEDED')) = (ended_at is not null))
  )`,
  `create index agreement_engagement on agreement (firm_id, engagement_id, prepared_at, id)`,
  `create index agreement_prepared on agreement (firm_id, prepared_at, id)`,
  `create index agreement_status on agreement (firm_id, status, prepared_at, id)`,
  `create index agreement_text_hash on agreement (firm_id, text_hash)`,
  `create index agreement_prepared_by on agreement (firm_id, prepared_by_id)`,
  `create index agreement_decided_by on agreement (firm_id, decided_by_id)`,
  `create index agreement_follows on agreement (firm_id, follows_id)`,
  `create index agreement_template_version_used on agreement (firm_id, template_version_id)`,
  `create unique index agreement_draft on agreement (firm_id, engagement_id) where status = 'DRAFT'`,
  `create unique index agreement_in_force on agreement (firm_id, engagement_id)
    where status in ('OUT_FOR_SIGNATURE', 'COMPLETED')`,
  // The scheduling service changes allocations, which agreements name.
  ...tenantTable("agreement", { coachwork_gateway: "insert, update", coachwork_scheduling: "insert, update" }),

  `create table agreement_party (
    firm_id uuid not null,
    id uuid not null,
    agreement_id uuid not null,
    person_id uuid not null,
    side text not null check (side in ('COACH', 'PARTICIPANT', 'SPONSOR')),
    signed_at timestamptz,
    typed_name text check (length(typed_name) between 1 and 200),
    address text,
    text_hash text check (length(text_hash) = 64),
    primary key (firm_id, id),
    foreign key (firm_id, agreement_id) references agreement,
    foreign key (firm_id, person_id) references person,
    check ((signed_at is null) = (typed_name is null)),
    check ((signed_at is null) = (text_hash is null)),
    check (signed_at is not null or address is null)
  )`,
  `create index agreement_party_agreement on agreement_party (firm_id, agreement_id, side, id)`,
  `create index agreement_party_person on agreement_party (firm_id, person_id)`,
  ...tenantTable("agreement_party", { coachwork_gateway: "insert", coachwork_scheduling: "insert" }),
  // Somebody signs, or is merged with a duplicate. Nothing else of a party changes.
  `grant update (person_id, signed_at, typed_name, address, text_hash) on agreement_party to coachwork_gateway`,
];
