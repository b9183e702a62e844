import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Programs, with the coaches who were chosen for them, and engagements that are created in them. */
export class Programs1793000000064 implements MigrationInterface {
  readonly name = "Programs1793000000064";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("delete from cancellation_policy where program_id is not null");
    await runner.query("drop index cancellation_policy_of, cancellation_policy_program");
    await runner.query("alter table cancellation_policy drop column program_id, drop column set_at");
    await runner.query(`create unique index cancellation_policy_of on cancellation_policy (firm_id, engagement_id)
      nulls not distinct where removed_at is null`);
    await runner.query("alter table engagement drop column program_id");
    await runner.query("drop table program_coach, program");
  }
}

const statements = [
  `create table program (
    firm_id uuid not null,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    status text not null check (status in ('DRAFT', 'ACTIVE', 'ARCHIVED')),
    kind text not null check (kind in ('COACHING', 'MENTORING')),
    format text not null check (format in ('INDIVIDUAL', 'GROUP', 'TEAM')),
    mentoring_form text check (mentoring_form in ('FORMAL', 'INFORMAL')),
    allocation_unit text check (allocation_unit in ('SESSIONS', 'HOURS')),
    allocation_amount integer check (allocation_amount between 1 and 10000),
    weeks integer check (weeks between 1 and 520),
    any_coach boolean not null,
    chemistry text not null check (chemistry in ('NONE', 'OPTIONAL', 'REQUIRED')),
    most_interviews integer check (most_interviews between 1 and 20),
    needs_approval boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null default date_trunc('milliseconds', now()),
    version integer not null default 1,
    primary key (firm_id, id),
    foreign key (firm_id) references firm,
    check ((kind = 'MENTORING') = (mentoring_form is not null)),
    check ((allocation_unit is null) = (allocation_amount is null)),
    check (kind <> 'COACHING' or allocation_amount is not null),
    check (mentoring_form <> 'INFORMAL' or allocation_amount is null),
    check (mentoring_form is not distinct from 'INFORMAL' or weeks is not null),
    check (chemistry <> 'NONE' or most_interviews is null)
  )`,
  `create unique index program_name on program (firm_id, name)`,
  `create index program_status on program (firm_id, status, name, id)`,
  `create index program_kind on program (firm_id, kind, name, id)`,
  `create index program_format on program (firm_id, format, name, id)`,
  ...tenantTable("program", { coachwork_gateway: "insert, update" }),

  `create table program_coach (
    firm_id uuid not null,
    program_id uuid not null,
    person_id uuid not null,
    primary key (firm_id, program_id, person_id),
    foreign key (firm_id, program_id) references program,
    foreign key (firm_id, person_id) references person
  )`,
  `create index program_coach_person on program_coach (firm_id, person_id)`,
  // Who is erased is nobody's choice any more, and who is merged is chosen once.
  ...tenantTable("program_coach", { coachwork_gateway: "insert, update, delete" }),

  `alter table engagement add column program_id uuid`,
  `alter table engagement add foreign key (firm_id, program_id) references program`,
  // A program's policy is replaced and not changed, so that engagements keep the one that it had.
  `alter table cancellation_policy add column program_id uuid, add column set_at timestamptz`,
  `alter table cancellation_policy add foreign key (firm_id, program_id) references program`,
  `alter table cancellation_policy add check ((program_id is null) = (set_at is null))`,
  `alter table cancellation_policy add check (program_id is null or engagement_id is null)`,
  `drop index cancellation_policy_of`,
  `create unique index cancellation_policy_of on cancellation_policy (firm_id, engagement_id, program_id)
    nulls not distinct where removed_at is null`,
  `create index cancellation_policy_program on cancellation_policy (firm_id, program_id, set_at)`,

  `create index engagement_program on engagement (firm_id, program_id, starts_on, id)`,
];
