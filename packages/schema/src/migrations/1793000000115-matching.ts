import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Who must not be matched, and what counts when coaches are. */
export class Matching1793000000115 implements MigrationInterface {
  readonly name = "Matching1793000000115";

  async up(runner: QueryRunner): Promise<void> {
    const changes = `updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id)`;
    await runner.query(`create table conflict_of_interest (
      firm_id uuid not null,
      id uuid not null,
      coach_id uuid not null,
      person_id uuid,
      organization_id uuid,
      reason text check (length(reason) between 1 and 1000),
      created_at timestamptz not null,
      primary key (firm_id, id),
      foreign key (firm_id) references firm,
      foreign key (firm_id, coach_id) references person,
      foreign key (firm_id, person_id) references person,
      foreign key (firm_id, organization_id) references organization,
      check ((person_id is null) <> (organization_id is null))
    )`);
    await runner.query("create index conflict_of_interest_coach on conflict_of_interest (firm_id, coach_id, id)");
    // People who are merged may then have the same conflict twice.
    for (const other of ["person_id", "organization_id"])
      await runner.query(`create index conflict_of_interest_${other} on conflict_of_interest (firm_id, ${other})`);
    const weight = (name: string) => `${name} integer not null check (${name} between 0 and 100)`;
    await runner.query(`create table match_weights (
      firm_id uuid not null,
      id uuid not null,
      program_id uuid,
      ${["specialities", "industries", "language", "level", "load", "history"].map(weight).join(",\n      ")},
      ${changes},
      foreign key (firm_id) references firm,
      foreign key (firm_id, program_id) references program,
      check (specialities + industries + language + level + load + history > 0)
    )`);
    await runner.query("create unique index match_weights_program on match_weights (firm_id, program_id)");
    await runner.query("create unique index match_weights_firm on match_weights (firm_id) where program_id is null");
    const grants = { conflict_of_interest: "insert, delete", match_weights: "insert, update, delete" };
    for (const [table, coachwork_gateway] of Object.entries(grants))
      for (const statement of tenantTable(table, { coachwork_gateway })) await runner.query(statement);
    // When people are erased or merged.
    await runner.query("grant update (coach_id, person_id, reason) on conflict_of_interest to coachwork_gateway");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["match_weights", "conflict_of_interest"]) await runner.query(`drop table ${table}`);
  }
}
