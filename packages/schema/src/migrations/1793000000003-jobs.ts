import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Background work: how far readers of the event log have come, and who may work on the jobs. */
export class Jobs1793000000003 implements MigrationInterface {
  readonly name = "Jobs1793000000003";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...cursors, ...everyFirm, ...jobs]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error("Cursors cannot be dropped: their readers would do everything a second time.");
  }
}

const cursors = [
  `create table log_cursor (
    firm_id uuid not null,
    reader text not null check (length(reader) between 1 and 100),
    seq bigint not null check (seq >= 0),
    primary key (firm_id, reader),
    foreign key (firm_id) references firm
  )`,
  ...tenantTable("log_cursor", { coachwork_scheduling: "insert, update" }),
];

/**
 * The one exception to the isolation of firms. To find firms with unread events, the scheduling service sees the last
 * number of each firm's log and how far it was read. These two tables hold numbers and no content. The exception covers
 * reading only: writing and locking stay within one firm.
 */
const everyFirm = ["firm_counter", "log_cursor"].map(
  (table) => `create policy ${table}_of_every_firm on ${table} for select to coachwork_scheduling using (true)`,
);

/**
 * What a worker needs from each of graphile-worker's tables. They have row level security and no policies of their own.
 */
const workersNeeds = {
  _private_jobs: "select, insert, update, delete",
  _private_job_queues: "select, insert, update",
  _private_tasks: "select, insert",
  _private_known_crontabs: "select",
};

/** Only the scheduling service uses the queue. `migrate` has already installed it. */
const jobs = [
  `grant usage on schema graphile_worker to coachwork_scheduling`,
  `grant select on graphile_worker.migrations to coachwork_scheduling`,
  ...Object.entries(workersNeeds).flatMap(([table, privileges]) => [
    `grant ${privileges} on graphile_worker.${table} to coachwork_scheduling`,
    `create policy ${table}_of_workers on graphile_worker.${table} to coachwork_scheduling using (true) with check (true)`,
  ]),
];
