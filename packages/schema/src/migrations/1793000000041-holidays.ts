import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Holidays of a firm, and series that skip them or the public ones of a country. */
export class Holidays1793000000041 implements MigrationInterface {
  readonly name = "Holidays1793000000041";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table holiday (
      firm_id uuid not null,
      id uuid not null,
      name text not null check (length(name) between 1 and 100),
      date date not null,
      archived_at timestamptz,
      version integer not null default 1,
      primary key (firm_id, id),
      foreign key (firm_id) references firm
    )`);
    await runner.query("create index holiday_date on holiday (firm_id, date, id)");
    for (const statement of tenantTable("holiday", { coachwork_scheduling: "insert, update" }))
      await runner.query(statement);
    await runner.query(`alter table series
      add column skips_firm_holidays boolean not null default false,
      add column holiday_region text check (length(holiday_region) between 2 and 20)`);
    await runner.query("alter table series_exception add column is_holiday boolean not null default false");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table series_exception drop column is_holiday");
    await runner.query("alter table series drop column skips_firm_holidays, drop column holiday_region");
    await runner.query("drop table holiday");
  }
}
