import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Feedback to participants, and requests for it. */
export class Feedback1793000000071 implements MigrationInterface {
  readonly name = "Feedback1793000000071";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table feedback (
      firm_id uuid not null,
      id uuid not null,
      engagement_id uuid not null,
      participant_id uuid not null,
      status text not null check (status in ('REQUESTED', 'GIVEN', 'DECLINED', 'WITHDRAWN')),
      question text check (length(question) between 1 and 2000),
      text text check (length(text) between 1 and 10000),
      author_id uuid,
      created_at timestamptz not null,
      given_at timestamptz,
      version integer not null default 1,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      primary key (firm_id, id),
      foreign key (firm_id, engagement_id) references engagement,
      foreign key (firm_id, participant_id) references person,
      foreign key (firm_id, author_id) references person,
      check ((status = 'GIVEN') = (given_at is not null)),
      check ((author_id is not null) = (status in ('GIVEN', 'DECLINED')))
    )`);
    await runner.query("create index feedback_engagement on feedback (firm_id, engagement_id, id)");
    await runner.query("create index feedback_participant on feedback (firm_id, participant_id, id)");
    await runner.query("create index feedback_author on feedback (firm_id, author_id, id)");
    for (const statement of tenantTable("feedback", { coachwork_gateway: "insert, update, delete" }))
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table feedback");
  }
}
