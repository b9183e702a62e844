import type { MigrationInterface, QueryRunner } from "typeorm";
import { tenantTable } from "./tenant-table.js";

/** Partners' systems are told what happens. The gateway reads the event log for them, with a cursor of its own. */
export class Webhooks1793000000051 implements MigrationInterface {
  readonly name = "Webhooks1793000000051";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...endpoints, ...deliveries, ...attempts, ...lines, ...reading])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["firm_counter", "log_cursor"])
      await runner.query(`alter policy ${table}_of_every_firm on ${table} to coachwork_scheduling`);
    await runner.query("revoke insert, update on log_cursor from coachwork_gateway");
    for (const table of ["webhook_line", "webhook_attempt", "webhook_delivery", "webhook_endpoint"])
      await runner.query(`drop table ${table}`);
  }
}

/** Secrets and what is sent are the gateway's alone. The scheduling service tells owners and admins that one was disabled. */
const gatewayAlone = (table: string, privileges: string) => [
  ...tenantTable(table, { coachwork_gateway: privileges }),
  `revoke select on ${table} from coachwork_scheduling`,
];

const endpoints = [
  `create table webhook_endpoint (
    firm_id uuid not null,
    id uuid not null,
    url text not null check (length(url) between 1 and 2000),
    description text check (length(description) between 1 and 200),
    event_types text[] not null,
    api_key_id uuid not null,
    status text not null check (status in ('ACTIVE', 'DISABLED')),
    disabled_reason text check (disabled_reason in ('BY_HAND', 'FAILING', 'GONE', 'KEY_ENDED', 'SCOPE_LOST')),
    disabled_at timestamptz,
    failing_since timestamptz,
    last_delivered_at timestamptz,
    told_after bigint,
    secret text not null,
    previous_secret text,
    previous_secret_until timestamptz,
    created_by_id uuid not null,
    created_at timestamptz not null,
    archived_at timestamptz,
    updated_at timestamptz not null default date_trunc('milliseconds', now()),
    version integer not null default 1,
    primary key (firm_id, id),
    foreign key (firm_id, api_key_id) references api_key,
    foreign key (firm_id, created_by_id) references person,
    constraint webhook_endpoint_disabled check (
      (status = 'DISABLED') = (disabled_at is not null) and (status = 'DISABLED') = (disabled_reason is not null)
    ),
    constraint webhook_endpoint_previous check ((previous_secret is null) = (previous_secret_until is null))
  )`,
  "create index webhook_endpoint_created on webhook_endpoint (firm_id, created_at, id)",
  "create index webhook_endpoint_api_key on webhook_endpoint (firm_id, api_key_id)",
  ...tenantTable("webhook_endpoint", { coachwork_gateway: "insert, update" }),
  "revoke select on webhook_endpoint from coachwork_scheduling",
  "grant select (firm_id, id, url, description, status, disabled_reason, disabled_at) on webhook_endpoint to coachwork_scheduling",
];

const deliveries = [
  `create table webhook_delivery (
    firm_id uuid not null,
    id uuid not null,
    endpoint_id uuid not null,
    event_type text not null,
    seq integer,
    subject text not null,
    payload text,
    status text not null check (status in ('PENDING', 'DELIVERED', 'FAILED', 'DROPPED')),
    attempt_count integer not null,
    tries integer not null,
    next_attempt_at timestamptz,
    delivered_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null default date_trunc('milliseconds', now()),
    primary key (firm_id, id),
    foreign key (firm_id, endpoint_id) references webhook_endpoint,
    constraint webhook_delivery_next check (status = 'PENDING' or next_attempt_at is null)
  )`,
  // Whatever crashes or runs twice, an endpoint is told of an event by one message.
  "create unique index webhook_delivery_seq on webhook_delivery (firm_id, endpoint_id, seq)",
  "create index webhook_delivery_created on webhook_delivery (firm_id, endpoint_id, created_at, id)",
  "create index webhook_delivery_status on webhook_delivery (firm_id, endpoint_id, status, created_at, id)",
  "create index webhook_delivery_age on webhook_delivery (firm_id, created_at)",
  "create index webhook_delivery_due on webhook_delivery (firm_id, endpoint_id, next_attempt_at) where status = 'PENDING'",
  "create index webhook_delivery_subject on webhook_delivery (firm_id, endpoint_id, subject, seq) where status = 'PENDING'",
  "create index webhook_delivery_unmade on webhook_delivery (firm_id, endpoint_id, seq) where payload is null",
  ...gatewayAlone("webhook_delivery", "insert, update, delete"),
];

const attempts = [
  `create table webhook_attempt (
    firm_id uuid not null,
    id uuid not null,
    delivery_id uuid not null,
    number integer not null check (number > 0),
    attempted_at timestamptz not null,
    duration_ms integer not null check (duration_ms >= 0),
    url text not null,
    request_headers text[] not null,
    response_status integer,
    response_body text,
    error text,
    primary key (firm_id, id),
    foreign key (firm_id, delivery_id) references webhook_delivery
  )`,
  "create index webhook_attempt_number on webhook_attempt (firm_id, delivery_id, number, id)",
  ...gatewayAlone("webhook_attempt", "insert, delete"),
  // When people are erased.
  "grant update (url, response_body) on webhook_attempt to coachwork_gateway",
];

const lines = [
  `create table webhook_line (
    firm_id uuid not null,
    endpoint_id uuid not null,
    due_at timestamptz,
    worker uuid,
    leased_until timestamptz,
    primary key (firm_id, endpoint_id),
    foreign key (firm_id, endpoint_id) references webhook_endpoint
  )`,
  ...gatewayAlone("webhook_line", "insert, update"),
];

/** Where there is something to do, the gateway sees of every firm: in ids, numbers and times. */
const reading = [
  "create policy webhook_line_of_every_firm on webhook_line for select to coachwork_gateway using (true)",
  ...["firm_counter", "log_cursor"].map(
    (table) => `alter policy ${table}_of_every_firm on ${table} to coachwork_gateway, coachwork_scheduling`,
  ),
  "grant insert, update on log_cursor to coachwork_gateway",
];
