import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Database } from "@coachwork/platform";
import pg from "pg";
import {
  changesTold,
  type Check,
  entitiesMatch,
  foreignKeys,
  grants,
  indexes,
  monthsOfTheLog,
  plainness,
  policies,
  roles,
  rowSecurity,
} from "./catalogue.js";
import { whoMay, whoMayOfIdentity, whoMayOfQueue } from "./who-may.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let services: Database;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  const options = { poolSize: 1, statementTimeoutMs: 5_000, applicationName: "isolation" };
  services = await Database.connect({ url: database.gatewayUrl, ...options });
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await services.close();
  await database.drop();
});

const ofEntities =
  (check: typeof entitiesMatch): Check =>
  (connection) =>
    check(services.source)(connection);

/** Each rule with ways to break it and what must then be said of it. */
const rules: readonly [name: string, check: Check, breaks: readonly (readonly [sql: string, complaint: string])[]][] = [
  [
    "Every tenant table has row level security, forced, and belongs to the owner",
    rowSecurity,
    [
      ["alter table note disable row level security", "note does not enable"],
      ["alter table session no force row level security", "session does not force"],
      ["create table diary (firm_id uuid primary key)", "diary does not enable"],
      ["alter table team owner to postgres", "team is owned by postgres"],
    ],
  ],
  [
    "Every policy compares the firm with the viewer's, for all commands, reading and writing alike",
    policies,
    [
      ["drop policy person_of_firm on person", "person has not"],
      ["alter policy person_of_firm on person with check (true)", "person has not"],
      ["create policy more on person for select using (true)", "person has not"],
      [
        "alter policy note_of_firm on note using (firm_id = nullif(current_setting('app.firm_id', true), '')::uuid)",
        "note has not",
      ],
      ["alter policy team_of_firm on team using (firm_id in (select firm_id from firm))", "team has not"],
      ["alter policy log_cursor_of_every_firm on log_cursor to public", "log_cursor has not"],
      [
        "drop policy firm_counter_of_every_firm on firm_counter; create policy firm_counter_of_every_firm on firm_counter to coachwork_scheduling using (true)",
        "firm_counter has not",
      ],
      ["create policy event_of_every_firm on event for select to coachwork_scheduling using (true)", "event has not"],
      [
        "drop policy team_of_firm on team; create policy team_of_firm on team to coachwork_gateway using (true)",
        "team has not",
      ],
    ],
  ],
  [
    "Every key, index and exclusion constraint begins with the firm",
    indexes,
    [
      ["create index on person (name)", "person_name_idx does not"],
      ["create unique index on person (lower(email))", "person_lower_idx does not"],
      [
        "alter table note_version drop constraint note_version_pkey; alter table note_version add primary key (id, firm_id)",
        "note_version_pkey does not",
      ],
      ["create table diary (firm_id uuid)", "diary has no primary key"],
      [
        "alter table session_coach add constraint once exclude using gist (coach_id with =, blocked with &&)",
        "once does not exclude",
      ],
    ],
  ],
  [
    "Every foreign key pairs the firm with the firm, and none leaves the tenant tables",
    foreignKeys,
    [
      [
        "alter table firm_counter add constraint astray foreign key (last_seq) references migration (id)",
        "astray does not pair",
      ],
      [
        "alter table person add unique (id); alter table note add constraint astray foreign key (author_id) references person (id)",
        "astray does not pair",
      ],
      [
        'alter table identity.membership add constraint astray foreign key ("firmId") references firm',
        "astray crosses schemas",
      ],
      ["create table diary (firm_id uuid primary key)", "diary reaches its firm"],
    ],
  ],
  [
    "No table has a trigger, a rule or an enum, and the database has no functions of ours",
    plainness,
    [
      [
        "create trigger noisy before update on note for each row execute function suppress_redundant_updates_trigger()",
        "note has the trigger",
      ],
      ["create rule quiet as on delete to note do instead nothing", "note has the rule"],
      ["create type mood as enum ('good')", "mood is an enum"],
      ["create function leak() returns integer language sql security definer as 'select 1'", "leak is a function"],
    ],
  ],
  [
    "Nobody reaches the months of the event log but through it, and nobody but the scheduling service has them kept",
    monthsOfTheLog,
    [
      [
        "grant execute on function event_log.drop_months to coachwork_gateway",
        "coachwork_gateway, coachwork_scheduling",
      ],
      ["grant execute on function event_log.make_month to public", "by PUBLIC"],
      ["alter function event_log.drop_months reset all", "looking anywhere"],
      ["create function event_log.leak() returns integer language sql as 'select 1'", "unexpected: leak()"],
      ["alter table event_log.rest disable row level security", "rest does not enable"],
      ["create table event_log.diary (firm_id uuid)", "diary is no month"],
      ["grant usage on schema event_log to coachwork_gateway", "coachwork_gateway may enter"],
      ["grant create on schema event_log to coachwork_scheduling", "coachwork_scheduling may create in event_log"],
    ],
  ],
  [
    "The services' roles own nothing, bypass nothing and are members of nothing",
    roles,
    [
      ["alter role coachwork_gateway bypassrls", "coachwork_gateway is too mighty"],
      ["alter role coachwork_scheduling superuser", "coachwork_scheduling is too mighty"],
      ["grant coachwork_owner to coachwork_gateway", "coachwork_gateway is a member of coachwork_owner"],
      ["grant create on schema public to coachwork_gateway", "coachwork_gateway may create in public"],
      ["alter table busy_time owner to coachwork_scheduling", "busy_time belongs to coachwork_scheduling"],
      ["grant usage on schema graphile_worker to coachwork_gateway", "coachwork_gateway may use the job queue"],
    ],
  ],
  [
    "Each service may do with each tenant table what is its own to do, and nobody else anything",
    grants("public", { ...whoMay, migration: {} }),
    [
      ["grant update on session to coachwork_gateway", "coachwork_gateway may select, update public.session"],
      ["grant select on note to public", "PUBLIC may select public.note"],
      ["grant update (name) on person to coachwork_scheduling", "coachwork_scheduling may update public.person.name"],
      [
        "revoke insert on note from coachwork_gateway",
        "not so: coachwork_gateway may delete, insert, select, update public.note",
      ],
      ["grant select on api_key to coachwork_scheduling", "coachwork_scheduling may select public.api_key"],
    ],
  ],
  [
    "Only the gateway knows who can sign in",
    grants("identity", whoMayOfIdentity),
    [["grant select on identity.account to coachwork_scheduling", "coachwork_scheduling may select identity.account"]],
  ],
  [
    "Nobody has rights to the months themselves",
    grants("event_log", {}),
    [["grant select on event_log.rest to coachwork_gateway", "coachwork_gateway may select event_log.rest"]],
  ],
  [
    "Only the scheduling service works on the jobs",
    grants("graphile_worker", whoMayOfQueue),
    [
      [
        "grant select on graphile_worker._private_jobs to coachwork_gateway",
        "coachwork_gateway may select graphile_worker._private_jobs",
      ],
    ],
  ],
  [
    "Every object with an id that can change says when it was last changed",
    ofEntities(changesTold),
    [
      ["alter table team drop column updated_at", "team can change and does not say when"],
      ["grant update on time_off to coachwork_scheduling", "time_off can change and does not say when"],
    ],
  ],
  [
    "Every table has an entity, and every column is declared as it is",
    ofEntities(entitiesMatch),
    [
      ["alter table note alter column text drop not null", "note.text text is in the database alone"],
      [
        "alter table note drop column created_at",
        "note.created_at timestamp with time zone not null is declared alone",
      ],
      [
        "alter table session alter column sequence type bigint",
        "session.sequence bigint not null is in the database alone",
      ],
      ["create table diary (firm_id uuid primary key)", "diary.firm_id uuid not null key is in the database alone"],
    ],
  ],
];

describe.each(rules)("%s", (_, check, breaks) => {
  test("as migrated", async () => {
    expect(await check(client)).toEqual([]);
  });

  test.each(breaks)("and is found broken after: %s", async (sql, complaint) => {
    await client.query("begin");
    try {
      await client.query(sql);
      expect((await check(client)).join("\n")).toContain(complaint);
    } finally {
      await client.query("rollback");
    }
  });
});
