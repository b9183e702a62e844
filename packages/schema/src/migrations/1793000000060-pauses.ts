import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Pauses have days, and sessions in them can be cancelled. */
export class Pauses1793000000060 implements MigrationInterface {
  readonly name = "Pauses1793000000060";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table engagement_pause (
      firm_id uuid not null,
      id uuid not null,
      engagement_id uuid not null,
      starts_on date not null,
      ends_on date check (ends_on >= starts_on),
      sessions text not null check (sessions in ('KEEP', 'CANCEL')),
      over_since date check (over_since >= starts_on),
      version integer not null default 1,
      updated_at timestamptz not null default now(),
      primary key (firm_id, id),
      foreign key (firm_id, engagement_id) references engagement
    )`);
    await runner.query(`create index engagement_pause_engagement
      on engagement_pause (firm_id, engagement_id, starts_on, id)`);
    await runner.query(`create unique index engagement_pause_once
      on engagement_pause (firm_id, engagement_id) where over_since is null`);
    for (const statement of tenantTable("engagement_pause", { coachwork_gateway: "insert, update" }))
      await runner.query(statement);
    await causes(runner, "'COACH_LEFT', 'CLIENT_LEFT', 'ENGAGEMENT_PAUSED', 'ENGAGEMENT_ENDED', 'TOO_FEW_SEATS'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table engagement_pause");
    await causes(runner, "'COACH_LEFT', 'CLIENT_LEFT', 'ENGAGEMENT_ENDED', 'TOO_FEW_SEATS'");
  }
}

async function causes(runner: QueryRunner, words: string): Promise<void> {
  await runner.query(`alter table session drop constraint session_cancellation_cause_check,
    add constraint session_cancellation_cause_check check (cancellation_cause in (${words}))`);
}
