import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Coaches who are proposed and offered to people, and what both answer. */
export class Matches1793000000116 implements MigrationInterface {
  readonly name = "Matches1793000000116";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table match (
      firm_id uuid not null,
      id uuid not null,
      engagement_id uuid,
      cohort_member_id uuid,
      participant_id uuid not null,
      coach_id uuid not null,
      replaces_id uuid,
      sessions text check (sessions in ('MOVE', 'CALL_OFF')),
      reason text check (length(reason) between 1 and 1000),
      score integer not null check (score between 0 and 100),
      status text not null check (
        status in ('PROPOSED', 'OFFERED', 'ACCEPTED', 'PAIRED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')),
      participant_answer text check (participant_answer in ('ACCEPTED', 'DECLINED')),
      coach_answer text check (coach_answer in ('ACCEPTED', 'DECLINED')),
      answer_by date,
      created_at timestamptz not null,
      proposed_by_id uuid,
      offered_at timestamptz,
      decided_at timestamptz,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id),
      foreign key (firm_id) references firm,
      foreign key (firm_id, engagement_id) references engagement,
      foreign key (firm_id, cohort_member_id) references cohort_member,
      foreign key (firm_id, participant_id) references person,
      foreign key (firm_id, coach_id) references person,
      foreign key (firm_id, replaces_id) references person,
      foreign key (firm_id, proposed_by_id) references person,
      check (engagement_id is not null or cohort_member_id is not null),
      check (offered_at is null or engagement_id is not null and answer_by is not null),
      check (status in ('PROPOSED', 'WITHDRAWN') or offered_at is not null)
    )`);
    for (const [name, columns] of [
      ["engagement", "engagement_id, created_at, id"],
      ["cohort_member", "cohort_member_id, id"],
      ["participant", "participant_id, created_at, id"],
      ["coach", "coach_id, created_at, id"],
      ["created", "created_at, id"],
      ["status", "status, created_at, id"],
    ])
      await runner.query(`create index match_${name} on match (firm_id, ${columns})`);
    for (const statement of tenantTable("match", { coachwork_gateway: "insert, update, delete" }))
      await runner.query(statement);
    // It expires by time.
    await runner.query("grant update (status, updated_at, version) on match to coachwork_scheduling");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table match");
  }
}
