import type { MigrationInterface, QueryRunner } from "typeorm";

/** Where sessions take place. */
export class Places1793000000035 implements MigrationInterface {
  readonly name = "Places1793000000035";

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of places)
      await runner.query(`alter table ${table} add column ${column} text check (length(${column}) between 1 and 500)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of places) await runner.query(`alter table ${table} drop column ${column}`);
  }
}

const places = [
  ["session_type", "place"],
  ["session", "place"],
  ["series", "place"],
  ["availability", "meeting_room"],
] as const;
