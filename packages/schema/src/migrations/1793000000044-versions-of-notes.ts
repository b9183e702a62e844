import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Notes can be changed, with their earlier texts kept, and removed. */
export class VersionsOfNotes1793000000044 implements MigrationInterface {
  readonly name = "VersionsOfNotes1793000000044";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table note
      add column changed_at timestamptz,
      add column version integer not null default 1`);
    await runner.query("grant update, delete on note to coachwork_gateway");
    await runner.query(`create table note_version (
      firm_id uuid not null,
      id uuid not null,
      note_id uuid not null,
      author_id uuid not null,
      visibility text not null check (visibility in ('PRIVATE', 'COACHES', 'SHARED')),
      version integer not null,
      text text not null check (length(text) between 1 and 20000),
      written_at timestamptz not null,
      primary key (firm_id, id),
      foreign key (firm_id, note_id) references note,
      foreign key (firm_id, author_id) references person
    )`);
    await runner.query("create index note_version_note on note_version (firm_id, note_id, written_at, id)");
    const guard = `visibility <> 'PRIVATE' or author_id = nullif(current_setting('app.person_id', true), '')::uuid`;
    for (const statement of tenantTable("note_version", { coachwork_gateway: "insert, delete" }, guard))
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table note_version");
    await runner.query("revoke update, delete on note from coachwork_gateway");
    await runner.query("alter table note drop column version, drop column changed_at");
  }
}
