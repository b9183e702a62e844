import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Whole lists are read in the background, and kept as files for some days. */
export class BulkExports1793000000099 implements MigrationInterface {
  readonly name = "BulkExports1793000000099";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...exports, ...parts, ...lines]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["bulk_line", "bulk_part", "bulk_export"]) await runner.query(`drop table ${table}`);
  }
}

/** What is exported is the gateway's alone. */
const gatewayAlone = (table: string, privileges: string) => [
  ...tenantTable(table, { coachwork_gateway: privileges }),
  `revoke select on ${table} from coachwork_scheduling`,
];

const exports = [
  `create table bulk_export (
    firm_id uuid not null,
    id uuid not null,
    query text not null check (length(query) between 1 and 20000),
    variables text check (length(variables) between 1 and 20000),
    status text not null check (status in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    created_by_id uuid,
    api_key_id uuid,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    expires_at timestamptz,
    row_count integer not null default 0 check (row_count >= 0),
    byte_count integer not null default 0 check (byte_count >= 0),
    error_code text
      check (error_code in ('RIGHTS_LOST', 'QUERY_FAILED', 'TIMEOUT', 'TOO_LARGE', 'UNAVAILABLE', 'INTERNAL')),
    error_message text,
    cursor text,
    updated_at timestamptz not null default date_trunc('milliseconds', now()),
    primary key (firm_id, id),
    foreign key (firm_id, created_by_id) references person,
    foreign key (firm_id, api_key_id) references api_key,
    constraint bulk_export_whose check ((created_by_id is null) <> (api_key_id is null)),
    constraint bulk_export_ended check ((ended_at is null) = (status in ('QUEUED', 'RUNNING'))),
    constraint bulk_export_kept check ((expires_at is not null) = (status in ('DONE', 'FAILED'))),
    constraint bulk_export_failed check (
      (error_code is not null) = (status = 'FAILED') and (error_message is not null) = (status = 'FAILED')
    )
  )`,
  "create index bulk_export_created on bulk_export (firm_id, created_at, id)",
  "create index bulk_export_status on bulk_export (firm_id, status, created_at, id)",
  "create index bulk_export_api_key on bulk_export (firm_id, api_key_id, created_at, id)",
  "create index bulk_export_created_by on bulk_export (firm_id, created_by_id)",
  "create index bulk_export_expires on bulk_export (firm_id, expires_at) where expires_at is not null",
  ...gatewayAlone("bulk_export", "insert, update"),
];

const parts = [
  `create table bulk_part (
    firm_id uuid not null,
    id uuid not null,
    export_id uuid not null,
    number integer not null check (number > 0),
    state text not null check (state in ('WRITING', 'KEPT', 'DROPPED')),
    byte_count integer not null default 0 check (byte_count >= 0),
    primary key (firm_id, id),
    foreign key (firm_id, export_id) references bulk_export
  )`,
  // Whatever crashes or runs twice, a place in a result is taken once.
  "create unique index bulk_part_number on bulk_part (firm_id, export_id, number) where state = 'KEPT'",
  "create index bulk_part_state on bulk_part (firm_id, state)",
  ...gatewayAlone("bulk_part", "insert, update, delete"),
];

/** Where there is something to do, the gateway sees of every firm: in ids and times. */
const lines = [
  `create table bulk_line (
    firm_id uuid not null,
    due_at timestamptz,
    worker uuid,
    leased_until timestamptz,
    primary key (firm_id),
    foreign key (firm_id) references firm
  )`,
  ...gatewayAlone("bulk_line", "insert, update"),
  "create policy bulk_line_of_every_firm on bulk_line for select to coachwork_gateway using (true)",
];
