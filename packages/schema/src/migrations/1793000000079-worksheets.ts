import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Forms that coaches assign, what participants write in them, and what they handed in. */
export class Worksheets1793000000079 implements MigrationInterface {
  readonly name = "Worksheets1793000000079";

  async up(runner: QueryRunner): Promise<void> {
    const text = `title text not null check (length(title) between 1 and 200),
      instructions text check (length(instructions) between 1 and 10000),
      form jsonb not null,
      form_version integer not null`;
    const changes = `updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id)`;
    await runner.query(`create table worksheet (
      firm_id uuid not null,
      id uuid not null,
      ${text},
      created_at timestamptz not null,
      archived_at timestamptz,
      ${changes},
      foreign key (firm_id) references firm
    )`);
    await runner.query("create index worksheet_title on worksheet (firm_id, title, id)");
    await runner.query(`create table assigned_worksheet (
      firm_id uuid not null,
      id uuid not null,
      engagement_id uuid not null,
      participant_id uuid not null,
      worksheet_id uuid not null,
      ${text},
      due_on date,
      status text not null check (status in ('ASSIGNED', 'HANDED_IN', 'HANDED_BACK')),
      answers jsonb not null,
      comment text check (length(comment) between 1 and 2000),
      assigned_by_id uuid not null,
      created_at timestamptz not null,
      hand_in_count integer not null,
      ${changes},
      foreign key (firm_id, engagement_id) references engagement,
      foreign key (firm_id, participant_id) references person,
      foreign key (firm_id, worksheet_id) references worksheet,
      foreign key (firm_id, assigned_by_id) references person
    )`);
    const due = "coalesce(due_on, 'infinity'::date)";
    for (const [name, columns] of [
      ["engagement", `engagement_id, ${due}, id`],
      ["participant", `participant_id, ${due}, id`],
      ["due_on", `${due}, id`],
    ])
      await runner.query(`create index assigned_worksheet_${name} on assigned_worksheet (firm_id, ${columns})`);
    await runner.query(`create table worksheet_hand_in (
      firm_id uuid not null,
      id uuid not null,
      assigned_worksheet_id uuid not null,
      engagement_id uuid not null,
      participant_id uuid not null,
      number integer not null,
      answers jsonb not null,
      handed_in_at timestamptz not null,
      primary key (firm_id, id),
      unique (firm_id, assigned_worksheet_id, number),
      foreign key (firm_id, assigned_worksheet_id) references assigned_worksheet,
      foreign key (firm_id, participant_id) references person
    )`);
    for (const [table, privileges] of [
      ["worksheet", "insert, update"],
      ["assigned_worksheet", "insert, update, delete"],
      // What was handed in is kept. It goes with the participant.
      ["worksheet_hand_in", "insert, delete"],
    ] as const)
      for (const statement of tenantTable(table, { coachwork_gateway: privileges })) await runner.query(statement);
    // When people are erased or merged.
    await runner.query("grant update (answers, participant_id) on worksheet_hand_in to coachwork_gateway");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["worksheet_hand_in", "assigned_worksheet", "worksheet"])
      await runner.query(`drop table ${table}`);
  }
}
