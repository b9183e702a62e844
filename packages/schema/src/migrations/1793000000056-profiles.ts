import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Profiles of coaches and clients, and the firm's list of specialities. */
export class Profiles1793000000056 implements MigrationInterface {
  readonly name = "Profiles1793000000056";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table speciality (
      firm_id uuid not null,
      id uuid not null,
      name text not null check (length(name) between 1 and 100),
      archived_at timestamptz,
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id),
      foreign key (firm_id) references firm
    )`);
    await runner.query("create unique index speciality_name on speciality (firm_id, name)");
    await runner.query(`create table coach_profile (
      firm_id uuid not null,
      id uuid not null,
      person_id uuid not null,
      bio text check (length(bio) between 1 and 5000),
      languages text[] not null default '{}',
      industries text[] not null default '{}',
      kinds text[] not null default '{}' check (kinds <@ array['COACHING', 'MENTORING']),
      formats text[] not null default '{}' check (formats <@ array['INDIVIDUAL', 'GROUP', 'TEAM']),
      affiliation text check (affiliation in ('INTERNAL', 'EXTERNAL')),
      capacity integer check (capacity >= 0),
      hourly_rate_amount integer check (hourly_rate_amount >= 0),
      hourly_rate_currency text check (length(hourly_rate_currency) = 3),
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id),
      foreign key (firm_id, person_id) references person,
      check ((hourly_rate_amount is null) = (hourly_rate_currency is null))
    )`);
    // With what coaches are found by, so that those of a firm are found without reading what they say of themselves.
    await runner.query(`create unique index coach_profile_person on coach_profile (firm_id, person_id)
      include (languages, kinds, formats, affiliation)`);
    await runner.query(`create table coach_speciality (
      firm_id uuid not null,
      coach_profile_id uuid not null,
      speciality_id uuid not null,
      primary key (firm_id, coach_profile_id, speciality_id),
      foreign key (firm_id, coach_profile_id) references coach_profile on delete cascade,
      foreign key (firm_id, speciality_id) references speciality
    )`);
    await runner.query(
      "create index coach_speciality_speciality on coach_speciality (firm_id, speciality_id, coach_profile_id)",
    );
    await runner.query(`create table client_profile (
      firm_id uuid not null,
      id uuid not null,
      person_id uuid not null,
      job text check (length(job) between 1 and 200),
      level text check (length(level) between 1 and 100),
      manager_id uuid,
      interests text[] not null default '{}',
      updated_at timestamptz not null default date_trunc('milliseconds', now()),
      version integer not null default 1,
      primary key (firm_id, id),
      foreign key (firm_id, person_id) references person,
      foreign key (firm_id, manager_id) references person,
      check (manager_id <> person_id)
    )`);
    await runner.query("create unique index client_profile_person on client_profile (firm_id, person_id)");
    for (const statement of [
      ...tenantTable("speciality", { coachwork_gateway: "insert, update" }),
      ...tenantTable("coach_profile", { coachwork_gateway: "insert, update, delete" }),
      ...tenantTable("client_profile", { coachwork_gateway: "insert, update, delete" }),
      ...tenantTable("coach_speciality", { coachwork_gateway: "insert, delete" }),
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table client_profile");
    await runner.query("drop table coach_speciality");
    await runner.query("drop table coach_profile");
    await runner.query("drop table speciality");
  }
}
