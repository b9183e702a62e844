import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** When coaches of engagements were replaced, and why. */
export class Rematches1793000000070 implements MigrationInterface {
  readonly name = "Rematches1793000000070";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table rematch (
      firm_id uuid not null,
      id uuid not null,
      engagement_id uuid not null,
      from_coach_id uuid not null,
      to_coach_id uuid not null,
      starts_on date not null,
      sessions text not null check (sessions in ('MOVE', 'CALL_OFF')),
      reason text not null check (length(reason) between 1 and 1000),
      decided_at timestamptz not null,
      decided_by_id uuid not null,
      primary key (firm_id, id),
      foreign key (firm_id, engagement_id) references engagement,
      foreign key (firm_id, from_coach_id) references person,
      foreign key (firm_id, to_coach_id) references person,
      foreign key (firm_id, decided_by_id) references person
    )`);
    await runner.query("create index rematch_engagement on rematch (firm_id, engagement_id, starts_on, id)");
    for (const statement of tenantTable("rematch", { coachwork_gateway: "insert" })) await runner.query(statement);
    // By which the sessions are found that nobody took over.
    await runner.query(`create index session_cancellation_cause on session (firm_id, cancellation_cause, starts_at, id)
      where cancellation_cause is not null`);
    // Erasing and merging rewrite them.
    await runner.query(
      "grant update (from_coach_id, to_coach_id, reason, decided_by_id) on rematch to coachwork_gateway",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop index session_cancellation_cause");
    await runner.query("drop table rematch");
  }
}
