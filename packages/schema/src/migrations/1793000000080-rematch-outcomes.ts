import type { MigrationInterface, QueryRunner } from "typeorm";
import { inEachFirm } from "./each-firm.js";
import { tenantTable } from "./tenant-table.js";

/** What became of the sessions ahead when a coach was replaced, and since when all of that is known. */
export class RematchOutcomes1793000000080 implements MigrationInterface {
  readonly name = "RematchOutcomes1793000000080";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table rematch
      add column sessions_done_at timestamptz,
      add column updated_at timestamptz not null default date_trunc('milliseconds', now())`);
    // Of earlier ones, no outcomes were kept. Their sessions were handled a moment after the decision.
    await inEachFirm(runner, (firmId) =>
      runner.query("update rematch set sessions_done_at = decided_at where firm_id = $1", [firmId]),
    );
    // Erasing and merging rewrite rematches.
    await runner.query("grant update (updated_at) on rematch to coachwork_gateway");
    await runner.query("grant update (sessions_done_at, updated_at) on rematch to coachwork_scheduling");
    await runner.query(`create table rematch_outcome (
      firm_id uuid not null,
      id uuid not null,
      engagement_id uuid not null,
      rematch_id uuid not null,
      session_id uuid not null,
      outcome text not null check (outcome in ('MOVED', 'KEPT', 'CANCELLED', 'RELEASED')),
      not_moved_because text check (not_moved_because in
        ('AS_ASKED', 'NOT_WORKING', 'NOT_FREE', 'LIMIT_REACHED', 'NOT_COACHING', 'COACHES_IT')),
      handled_at timestamptz not null,
      primary key (firm_id, id),
      check ((outcome = 'MOVED') = (not_moved_because is null)),
      foreign key (firm_id, engagement_id) references engagement,
      foreign key (firm_id, rematch_id) references rematch,
      foreign key (firm_id, session_id) references session
    )`);
    // A job that runs again writes nothing twice.
    await runner.query(
      "create unique index rematch_outcome_session on rematch_outcome (firm_id, rematch_id, session_id)",
    );
    await runner.query("create index rematch_outcome_outcome on rematch_outcome (firm_id, rematch_id, outcome, id)");
    await runner.query("create index rematch_outcome_order on rematch_outcome (firm_id, rematch_id, id)");
    for (const statement of tenantTable("rematch_outcome", { coachwork_scheduling: "insert" }))
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table rematch_outcome");
    await runner.query("alter table rematch drop column sessions_done_at, drop column updated_at");
  }
}
