import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** What people commit to do between sessions. */
export class ActionItems1793000000062 implements MigrationInterface {
  readonly name = "ActionItems1793000000062";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table action_item (
      firm_id uuid not null,
      id uuid not null,
      engagement_id uuid not null,
      session_id uuid,
      owner_id uuid not null,
      participant_id uuid,
      title text not null check (length(title) between 1 and 500),
      due_on date,
      status text not null check (status in ('OPEN', 'DONE', 'DROPPED')),
      created_at timestamptz not null,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id),
      foreign key (firm_id, engagement_id) references engagement,
      foreign key (firm_id, session_id) references session,
      foreign key (firm_id, owner_id) references person,
      foreign key (firm_id, participant_id) references person
    )`);
    const due = "coalesce(due_on, 'infinity'::date)";
    for (const [name, columns] of [
      ["engagement", `engagement_id, ${due}, id`],
      ["session", `session_id, ${due}, id`],
      ["owner", `owner_id, ${due}, id`],
      ["participant", `participant_id, id`],
      ["due_on", `${due}, id`],
    ])
      await runner.query(`create index action_item_${name} on action_item (firm_id, ${columns})`);
    for (const statement of tenantTable("action_item", { coachwork_gateway: "insert, update, delete" }))
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table action_item");
  }
}
