import type { MigrationInterface, QueryRunner } from "typeorm";

/** Windows in which a coach works apply on some dates only, and for one session type only. */
export class HoursOfTypes1793000000040 implements MigrationInterface {
  readonly name = "HoursOfTypes1793000000040";

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, owner] of tables) {
      await runner.query(`alter table ${table}
        add column id uuid not null default gen_random_uuid(),
        add column session_type_id uuid,
        drop constraint ${table}_pkey,
        add primary key (firm_id, id),
        add foreign key (firm_id, session_type_id) references session_type`);
      await runner.query(`create index on ${table} (firm_id, ${owner})`);
      await runner.query(`create index on ${table} (firm_id, session_type_id) where session_type_id is not null`);
    }
    await runner.query(`alter table availability_window
      add column first_date date, add column last_date date, add check (first_date <= last_date)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table availability_window drop column first_date, drop column last_date");
    for (const [table, , key] of tables) {
      await runner.query(`alter table ${table}
        drop constraint ${table}_pkey,
        drop column id,
        drop column session_type_id,
        add primary key (firm_id, ${key})`);
    }
  }
}

const tables = [
  ["availability_window", "availability_id", "availability_id, weekday, start_minute"],
  ["availability_override_window", "override_id", "override_id, start_minute"],
] as const;
