import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** A mentor introduces a mentee to somebody of the firm or outside, and both are asked. */
export class Introductions1793000000075 implements MigrationInterface {
  readonly name = "Introductions1793000000075";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table introduction (
      firm_id uuid not null,
      id uuid not null,
      engagement_id uuid not null,
      mentor_id uuid not null,
      mentee_id uuid not null,
      introduced_id uuid,
      outsider_name text check (length(outsider_name) between 1 and 200),
      outsider_email text check (length(outsider_email) between 1 and 254),
      message text not null check (length(message) between 1 and 2000),
      status text not null check (status in ('ASKED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')),
      mentee_answer text check (mentee_answer in ('ACCEPTED', 'DECLINED')),
      introduced_answer text check (introduced_answer in ('ACCEPTED', 'DECLINED')),
      answer_by date not null,
      created_at timestamptz not null,
      decided_at timestamptz,
      version integer not null default 1,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      primary key (firm_id, id),
      foreign key (firm_id, engagement_id) references engagement,
      foreign key (firm_id, mentor_id) references person,
      foreign key (firm_id, mentee_id) references person,
      foreign key (firm_id, introduced_id) references person,
      check ((introduced_id is null) = (outsider_name is not null)),
      check (introduced_id is null or outsider_email is null),
      check ((decided_at is null) = (status in ('ASKED', 'EXPIRED'))),
      check (status <> 'ACCEPTED' or coalesce(mentee_answer = 'ACCEPTED' and introduced_answer = 'ACCEPTED', false))
    )`);
    await runner.query("create index introduction_engagement on introduction (firm_id, engagement_id, created_at, id)");
    await runner.query("create index introduction_created on introduction (firm_id, created_at, id)");
    await runner.query("create index introduction_mentor on introduction (firm_id, mentor_id, created_at, id)");
    await runner.query("create index introduction_mentee on introduction (firm_id, mentee_id, created_at, id)");
    await runner.query("create index introduction_introduced on introduction (firm_id, introduced_id, created_at, id)");
    for (const statement of tenantTable("introduction", { coachwork_gateway: "insert, update, delete" }))
      await runner.query(statement);
    // It expires by time, and then forgets an address.
    await runner.query(
      "grant update (status, outsider_email, updated_at, version) on introduction to coachwork_scheduling",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table introduction");
  }
}
