import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Templates of agreements, with every text that they had. */
export class AgreementTemplates1793000000072 implements MigrationInterface {
  readonly name = "AgreementTemplates1793000000072";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table agreement_template_version, agreement_template");
  }
}

const statements = [
  `create table agreement_template (
    firm_id uuid not null,
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    text text not null check (length(text) between 1 and 30000),
    text_version integer not null check (text_version >= 1),
    created_at timestamptz not null,
    archived_at timestamptz,
    updated_at timestamptz not null default date_trunc('milliseconds', now()),
    version integer not null default 1,
    primary key (firm_id, id),
    foreign key (firm_id) references firm
  )`,
  `create unique index agreement_template_name on agreement_template (firm_id, name)`,
  ...tenantTable("agreement_template", { coachwork_gateway: "insert, update" }),

  `create table agreement_template_version (
    firm_id uuid not null,
    id uuid not null,
    template_id uuid not null,
    number integer not null check (number >= 1),
    text text not null check (length(text) between 1 and 30000),
    written_at timestamptz not null,
    written_by_id uuid not null,
    primary key (firm_id, id),
    foreign key (firm_id, template_id) references agreement_template,
    foreign key (firm_id, written_by_id) references person
  )`,
  `create unique index agreement_template_version_number on agreement_template_version (firm_id, template_id, number)`,
  `create index agreement_template_version_written on agreement_template_version (firm_id, template_id, written_at, id)`,
  `create index agreement_template_version_written_by on agreement_template_version (firm_id, written_by_id)`,
  // A version is never changed, but for the names of people who are erased or merged.
  ...tenantTable("agreement_template_version", { coachwork_gateway: "insert" }),
  `grant update (text, written_by_id) on agreement_template_version to coachwork_gateway`,
];
