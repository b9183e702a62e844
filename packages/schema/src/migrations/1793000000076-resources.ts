import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Files that people upload, and the material that they share. */
export class Resources1793000000076 implements MigrationInterface {
  readonly name = "Resources1793000000076";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("drop table resource, upload");
  }
}

const statements = [
  `create table upload (
    firm_id uuid not null,
    id uuid not null,
    uploader_id uuid not null,
    name text not null check (length(name) between 1 and 200),
    bytes integer not null check (bytes > 0),
    content_type text,
    status text not null check (status in ('WAITING', 'RECEIVED', 'USED', 'RELEASED')),
    created_at timestamptz not null,
    updated_at timestamptz not null default date_trunc('milliseconds', now()),
    version integer not null default 1,
    primary key (firm_id, id),
    foreign key (firm_id, uploader_id) references person,
    check (status in ('WAITING', 'RELEASED') or content_type is not null)
  )`,
  `create index upload_uploader on upload (firm_id, uploader_id, id)`,
  `create index upload_unused on upload (firm_id, created_at) where status in ('WAITING', 'RECEIVED')`,
  // The scheduling service deletes what is not used any more.
  ...tenantTable("upload", { coachwork_gateway: "insert, update", coachwork_scheduling: "update, delete" }),

  `create table resource (
    firm_id uuid not null,
    id uuid not null,
    title text not null check (length(title) between 1 and 200),
    description text check (length(description) between 1 and 5000),
    url text check (length(url) between 1 and 500),
    file_id uuid,
    file_name text check (length(file_name) between 1 and 200),
    content_type text,
    bytes integer check (bytes > 0),
    engagement_id uuid,
    program_id uuid,
    author_id uuid not null,
    participant_id uuid,
    created_at timestamptz not null,
    updated_at timestamptz not null default date_trunc('milliseconds', now()),
    version integer not null default 1,
    primary key (firm_id, id),
    foreign key (firm_id, file_id) references upload,
    foreign key (firm_id, engagement_id) references engagement,
    foreign key (firm_id, program_id) references program,
    foreign key (firm_id, author_id) references person,
    foreign key (firm_id, participant_id) references person,
    check ((url is null) <> (file_id is null)),
    check ((file_id is null) = (file_name is null) and (file_id is null) = (content_type is null)),
    check ((file_id is null) = (bytes is null)),
    check (engagement_id is null or program_id is null),
    check (participant_id is null or engagement_id is not null)
  )`,
  `create unique index resource_file on resource (firm_id, file_id)`,
  `create index resource_title on resource (firm_id, title, id)`,
  `create index resource_engagement on resource (firm_id, engagement_id, id)`,
  `create index resource_engagement_title on resource (firm_id, engagement_id, title, id)`,
  `create index resource_program on resource (firm_id, program_id, id)`,
  `create index resource_program_title on resource (firm_id, program_id, title, id)`,
  `create index resource_author on resource (firm_id, author_id, id)`,
  `create index resource_participant on resource (firm_id, participant_id, id)`,
  ...tenantTable("resource", { coachwork_gateway: "insert, update, delete" }),
];
