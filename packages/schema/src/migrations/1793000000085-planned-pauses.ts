import type { MigrationInterface, QueryRunner } from "typeorm";

/** Pauses are planned, and begin by themselves: as decided then, for the reason that was given then. */
export class PlannedPauses1793000000085 implements MigrationInterface {
  readonly name = "PlannedPauses1793000000085";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("revoke delete on engagement_pause from coachwork_gateway");
    await runner.query("revoke update (id) on engagement_pause from coachwork_scheduling");
    await runner.query("revoke insert on engagement_status_change from coachwork_scheduling");
    await runner.query("revoke update (status, updated_at, version) on engagement from coachwork_scheduling");
    await runner.query("alter table engagement_pause drop column reason, drop column decided_by_id");
  }
}

const statements = [
  `alter table engagement_pause
    add column reason text check (length(reason) between 1 and 1000),
    add column decided_by_id uuid`,
  `alter table engagement_pause
    add constraint engagement_pause_decided_by foreign key (firm_id, decided_by_id) references person`,
  "create index engagement_pause_decided_by on engagement_pause (firm_id, decided_by_id)",
  // A planned pause can be cancelled.
  "grant delete on engagement_pause to coachwork_gateway",
  // To lock a row, one must be allowed to change something of it.
  "grant update (id) on engagement_pause to coachwork_scheduling",
  "grant update (status, updated_at, version) on engagement to coachwork_scheduling",
  "grant insert on engagement_status_change to coachwork_scheduling",
];
