import { globSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { newId } from "@coachwork/platform";
import { insideWorld } from "./inside-world.js";
import { statementsSentTo } from "./log.js";
import { objections } from "./shardable.js";
import { writeEverything } from "./story.js";
import { stampedTables, unstamped } from "./unstamped.js";
import { viewersOf } from "./viewers.js";

const { database, world, inside } = await insideWorld({ isLogged: true });

const tables = new Set(inside.database.source.entityMetadatas.map(({ tableName }) => tableName));

describe("A statement stays on its firm's shard", () => {
  test.each([
    "select p.name from person p where p.firm_id = $1::uuid and p.id = $2",
    `select "Note"."text" from "note" "Note" where (("Note"."id" = $1) and ("Note"."firm_id" = $2))`,
    "select 1 from session s join engagement e on e.firm_id = $1 and e.id = s.engagement_id where s.firm_id = $1",
    "select 1 from session s join engagement e on e.firm_id = s.firm_id and e.id = s.engagement_id where s.firm_id = $1",
    "with mine as materialized (select id from engagement e where e.firm_id = $1) select 1 from note n where n.firm_id = $1 and n.engagement_id in (select id from mine)",
    "select id from team t where t.firm_id = $1 union select author_id from note n where n.firm_id = $1 union select $2",
    "update person set name = $1 where firm_id = $2 and id = $3",
    "insert into note (id, firm_id, text) values ($1, $2, $3), ($4, $2, $5) on conflict do nothing",
    "delete from availability_window where firm_id = $1",
    `select * from identity."user" where email = $1`,
    "begin read only; set local app.firm_id = 'x'",
  ])("%s", async (sql) => {
    expect(await objections(sql, tables)).toEqual([]);
  });
});

describe("A statement is objected to", () => {
  test.each([
    ["select name from person where id = $1", "person is not compared"],
    ["select 1 from person p where p.firm_id = $1 or p.id = $2", "p is not compared"],
    ["select 1 from person p where p.firm_id <> $1", "p is not compared"],
    ["select 1 from person p where p.firm_id = 'a1a2a3a4-0000-7000-8000-000000000000'", "p is not compared"],
    ["select 1 from person p, note n where p.firm_id = $1 and n.author_id = p.id", "n is not compared"],
    ["select 1 from person p join team t on t.id = p.team_id where p.firm_id = $1", "t is not compared"],
    [
      "select (select count(*) from note n where n.author_id = p.id) from person p where p.firm_id = $1",
      "n is not compared",
    ],
    [
      "with mine as (select id from engagement) select 1 from note n where n.firm_id = $1",
      "engagement is not compared",
    ],
    [
      "select 1 from person p where p.firm_id = $1 and exists (select 1 from person_role r where p.firm_id = $1)",
      "r is not compared",
    ],
    ["select id from team t where t.firm_id = $1 union select author_id from note n", "n is not compared"],
    [
      "select 1 from team t where t.firm_id = $1 and t.id in (select id from note n where n.firm_id = $1 union select id from person p)",
      "p is not compared",
    ],
    ["update person set name = $1 where id = $2", "person is not compared"],
    ["update person set firm_id = $1 where firm_id = $2", "firm is changed"],
    ["delete from busy_time where calendar_id = $1", "busy_time is not compared"],
    ["insert into note (firm_id, text) select firm_id, text from note n where n.firm_id = $1", "from a query"],
    ["insert into note (firm_id, text) values ($1, (select name from person p where p.firm_id = $1))", "subquery"],
    ["insert into note (id, text) values ($1, $2)", "firm_id as a parameter"],
    ["select set_config('app.firm_id', $1, true)", "set_config"],
    ["create policy p on note using (firm_id in (select firm_id from firm))", "holds a subquery"],
    ["create trigger t before insert on note execute function f()", "gets the trigger"],
    ["create type mood as enum ('good')", "an enum"],
    ["create table note (firm_id uuid, id uuid primary key)", "note.id is a key without firm_id"],
    ["create table note (firm_id uuid, id uuid, primary key (id, firm_id))", "does not begin with firm_id"],
    [
      "create table note (firm_id uuid, author_id uuid references person (id))",
      "note.author_id is a key without firm_id",
    ],
    ["alter table note add foreign key (author_id) references person (id)", "foreign key of note lacks firm_id"],
    ["alter table note add constraint once exclude using gist (author_id with =)", "once of note does not begin"],
    ["create unique index on person (lower(email))", "unique index of person does not begin"],
  ])("%s", async (sql, objection) => {
    expect((await objections(sql, tables)).join("\n")).toContain(objection);
  });
});

test("Every migration defines what can be sharded by firm", async () => {
  // What migrations ask before they change something.
  const row = {
    firmId: newId(),
    people: [newId()],
    id: newId(),
    name: "Zoë",
    email: "zoe@alder.example",
    title: "Mark",
  };
  const files = globSync(new URL("../../packages/schema/src/migrations/[0-9]*.ts", import.meta.url).pathname);
  const statements: string[] = [];
  const blind: string[] = [];
  const named = new RegExp(`(?<!identity\\.)\\b(${[...tables].join("|")})\\b`);
  for (const file of files) {
    let firm = "";
    const [Migration] = Object.values(
      (await import(file)) as Record<string, new () => { up(runner: object): Promise<void> }>,
    );
    const query = (sql: string) => {
      statements.push(sql);
      firm = /^set local app\.firm_id = '(.*)'$/.exec(sql)?.[1] ?? firm;
      if (firm === "" && /^\s*(select|with|insert|update|delete)\b/i.test(sql) && named.test(sql)) blind.push(sql);
      return Promise.resolve(/^select/i.test(sql) ? [row] : []);
    };
    await new Migration!().up({ query });
  }
  expect(statements.length).toBeGreaterThan(100);
  for (const sql of statements) expect([sql, await objections(sql, tables)]).toEqual([sql, []]);
  // Row level security binds the tables' owner, too.
  expect(blind).toEqual([]);
});

// What they send to read all there is: see canary.test.ts.
test("Every statement that the services send to write all there is stays on its firm's shard and tells of changes", async () => {
  await writeEverything(inside, viewersOf(world).OWNER, world);

  const sent = (await statementsSentTo(database)).filter(({ application }) =>
    /^coachwork-(gateway|scheduling)$/.test(application),
  );
  const texts = new Set(sent.map(({ text }) => text.replaceAll(/'[0-9a-f-]{36}'/g, "'…'")));
  const stamped = await stampedTables(database.admin);
  for (const text of texts) {
    expect([text, await objections(text, tables)]).toEqual([text, []]);
    expect([text, await unstamped(text, stamped)]).toEqual([text, []]);
  }

  // Had the log been read wrongly, there would be few statements, or of one service or kind only.
  expect(texts.size).toBeGreaterThan(300);
  expect(new Set(sent.map(({ application }) => application)).size).toBe(2);
  for (const kind of [
    /^with scope/,
    /^select/i,
    /^insert into/i,
    /^update/i,
    /^delete/i,
    /^begin read only/,
    /^begin read write/,
  ]) {
    expect([kind, [...texts].some((text) => kind.test(text))]).toEqual([kind, true]);
  }
}, 240_000);
