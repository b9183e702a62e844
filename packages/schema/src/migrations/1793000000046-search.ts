import type { MigrationInterface, QueryRunner } from "typeorm";
import type { Searchable } from "../common/search/found-by.js";
import { type Run, spellAll } from "../common/search/respell.js";
import { inEachFirm } from "./each-firm.js";
import { tenantTable } from "./tenant-table.js";

/**
 * The spellings by which people, organizations, teams and engagements are found. They are looked up by equality and order
 * alone, because nothing else may use an index under row level security.
 */
export class Search1793000000046 implements MigrationInterface {
  readonly name = "Search1793000000046";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    const run: Run = (text, values) => runner.query(text, [...values]) as ReturnType<Run>;
    await inEachFirm(runner, async (firmId) => {
      for (const searchable of searchables) await spellAll(run, firmId, searchable);
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table spelling");
  }
}

const searchables: readonly Searchable[] = [
  { type: "person", fields: { name: "text", email: "address" } },
  { type: "organization", fields: { name: "text" } },
  { type: "team", fields: { name: "text" } },
  { type: "engagement", fields: { title: "text" } },
];

const statements = [
  `create table spelling (
    firm_id uuid not null,
    type text not null check (type in ('person', 'organization', 'team', 'engagement')),
    form text not null check (form in ('WORD', 'REMAINDER', 'DOMAIN')),
    spelling text collate "C" not null check (length(spelling) between 1 and 24),
    record_id uuid not null,
    field text not null check (field in ('name', 'email', 'title')),
    primary key (firm_id, type, form, spelling, record_id) include (field),
    foreign key (firm_id) references firm
  )`,
  `create index spelling_record on spelling (firm_id, record_id)`,
  ...tenantTable("spelling", { coachwork_gateway: "insert, delete" }),
];
