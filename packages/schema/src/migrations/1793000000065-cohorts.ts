import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Cohorts of programs, and the way of their members through them. */
export class Cohorts1793000000065 implements MigrationInterface {
  readonly name = "Cohorts1793000000065";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table engagement drop column cohort_id");
    await runner.query("drop table cohort_member, cohort");
  }
}

const statements = [
  `create table cohort (
    firm_id uuid not null,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    program_id uuid not null,
    organization_id uuid,
    starts_on date not null,
    ends_on date check (ends_on >= starts_on),
    created_at timestamptz not null,
    archived_at timestamptz,
    updated_at timestamptz not null default date_trunc('milliseconds', now()),
    version integer not null default 1,
    primary key (firm_id, id),
    foreign key (firm_id, program_id) references program,
    foreign key (firm_id, organization_id) references organization
  )`,
  `create unique index cohort_name on cohort (firm_id, name)`,
  `create index cohort_starts_on on cohort (firm_id, starts_on, id)`,
  `create index cohort_program on cohort (firm_id, program_id, starts_on, id)`,
  `create index cohort_organization on cohort (firm_id, organization_id, starts_on, id)`,
  ...tenantTable("cohort", { coachwork_gateway: "insert, update" }),

  `create table cohort_member (
    firm_id uuid not null,
    id uuid not null,
    cohort_id uuid not null,
    person_id uuid not null,
    engagement_id uuid,
    status text not null
      check (status in ('ENROLLED', 'AWAITING_MATCH', 'IN_PROGRESS', 'COMPLETED', 'DISCONTINUED', 'CANCELLED')),
    reason text check (reason in ('CONTRACT', 'LEFT', 'BUSY', 'LEAVE')),
    enrolled_at timestamptz not null,
    updated_at timestamptz not null default date_trunc('milliseconds', now()),
    version integer not null default 1,
    primary key (firm_id, id),
    foreign key (firm_id, cohort_id) references cohort,
    foreign key (firm_id, person_id) references person,
    foreign key (firm_id, engagement_id) references engagement,
    check ((status = 'DISCONTINUED') = (reason is not null)),
    check (status not in ('IN_PROGRESS', 'COMPLETED') or engagement_id is not null)
  )`,
  `create unique index cohort_member_once on cohort_member (firm_id, cohort_id, person_id)`,
  `create index cohort_member_enrolled on cohort_member (firm_id, enrolled_at, id)`,
  `create index cohort_member_cohort on cohort_member (firm_id, cohort_id, enrolled_at, id)`,
  `create index cohort_member_person on cohort_member (firm_id, person_id, enrolled_at, id)`,
  `create index cohort_member_status on cohort_member (firm_id, status, enrolled_at, id)`,
  `create index cohort_member_engagement on cohort_member (firm_id, engagement_id)`,
  // Of two people who are merged, one place goes.
  ...tenantTable("cohort_member", { coachwork_gateway: "insert, update, delete" }),

  `alter table engagement add column cohort_id uuid`,
  `alter table engagement add foreign key (firm_id, cohort_id) references cohort`,
  `create index engagement_cohort on engagement (firm_id, cohort_id, starts_on, id)`,
];
