import type { MigrationInterface, QueryRunner } from "typeorm";
import { logUpkeep } from "./log-upkeep.js";
import { tenantTable } from "./tenant-table.js";

/**
 * The event log is partitioned by month, so that what is older than a deployment keeps is dropped without reading it. Its months
 * are in the schema `event_log`. No service can read or write there: each goes through the table `event` and its policy.
 *
 * All events are copied while the table is locked. That takes about a minute for ten million of them.
 */
export class LogByMonth1793000000101 implements MigrationInterface {
  readonly name = "LogByMonth1793000000101";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...divided, ...logUpkeep, copied, ...protectedAgain, ...upkeepPolicies])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error("The months of the log cannot be put together again: some may have been dropped.");
  }
}

const divided = [
  "create schema event_log",
  "alter table event set schema event_log",
  "alter table event_log.event rename to whole",
  // Row level security would show its owner no row.
  "alter table event_log.whole no force row level security",
  // Every unique key of a partitioned table contains what it is partitioned by. That a firm's numbers are unique is for its
  // counter to see to, as that they are dense.
  `create table event (
    like event_log.whole,
    primary key (firm_id, seq, occurred_at),
    foreign key (firm_id) references firm
  ) partition by range (occurred_at)`,
  "create index event_time on event (firm_id, occurred_at, seq)",
  "create index event_type on event (firm_id, type, occurred_at, seq)",
  "create index event_actor on event (firm_id, actor_id, occurred_at, seq)",
  "create index event_object on event (firm_id, object_id, occurred_at, seq)",
  // An event of a month that was not made goes here, so that none is ever refused.
  "create table event_log.rest partition of event default",
  "alter table event_log.rest enable row level security",
];

const copied = `do $$
begin
  perform event_log.make_month(months.month) from (
    select distinct date_trunc('month', occurred_at at time zone 'UTC')::date as month from event_log.whole
    where occurred_at between '2000-01-01Z' and now() + interval '1 year'
  ) months;
  perform event_log.make_months(3);
  insert into public.event select * from event_log.whole;
  if (select count(*) from public.event) <> (select count(*) from event_log.whole) then
    raise exception 'Not all events were copied.';
  end if;
  drop table event_log.whole;
end $$`;

const protectedAgain = [
  ...tenantTable("event", { coachwork_gateway: "insert", coachwork_scheduling: "insert" }),
  "grant update (client_address) on event to coachwork_gateway",
  "analyze event",
];

/** Upkeep runs as the tables' owner, who must see how far every firm's log was read before a month is dropped. */
const upkeepPolicies = [
  ...["firm_counter", "log_cursor"].map(
    (table) =>
      `alter policy ${table}_of_every_firm on ${table} to coachwork_gateway, coachwork_scheduling, current_user`,
  ),
  "grant usage on schema event_log to coachwork_scheduling",
  ...["make_months", "drop_months"].map(
    (name) => `grant execute on function event_log.${name}(integer) to coachwork_scheduling`,
  ),
];
