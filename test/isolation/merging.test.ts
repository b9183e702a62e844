import { expect, test } from "@jest/globals";
import { entities, Person, personIdsOf, snakeCase } from "@coachwork/schema";
import { apiId } from "@coachwork/testing";
import { getMetadataArgsStorage } from "typeorm";
import { insideWorld } from "./inside-world.js";
import { viewersOf } from "./viewers.js";

const { database, world, inside } = await insideWorld();
const { near, firmA } = world;
const owner = viewersOf(world).OWNER;

/** The columns of tenant tables that the database knows to name people. */
async function foreignKeys(): Promise<string[]> {
  const { rows } = await database.admin.query<{ column: string }>(
    `select c.conrelid::regclass || '.' || a.attname as "column" from pg_constraint c
     cross join unnest(c.conkey) with ordinality k (number, place)
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number
     where c.contype = 'f' and c.confrelid = 'person'::regclass and a.attname <> 'firm_id' order by 1`,
  );
  return rows.map(({ column }) => column);
}

const declared = entities
  .flatMap((entity) => {
    const { name } = getMetadataArgsStorage().tables.find(({ target }) => target === entity)!;
    return personIdsOf(entity, Person).map((property) => `${name!}.${snakeCase(property)}`);
  })
  .sort();

test("every column that names people says so, and follows when they are merged", async () => {
  expect(await foreignKeys()).toEqual(declared);
});

test("a new column that names people would be found", async () => {
  await database.admin.query(
    "alter table note add column told_to_id uuid, add foreign key (firm_id, told_to_id) references person",
  );
  expect((await foreignKeys()).filter((column) => !declared.includes(column))).toEqual(["note.told_to_id"]);
  await database.admin.query("alter table note drop column told_to_id");
});

/** Where an id stands: every column of every table of every schema. */
async function namedIn(id: string): Promise<string[]> {
  const { rows: tables } = await database.admin.query<{ table: string }>(
    `select format('%I.%I', table_schema, table_name) as "table" from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema', 'event_log') and table_type = 'BASE TABLE'`,
  );
  const found = new Set<string>();
  for (const { table } of tables) {
    const { rows } = await database.admin.query<{ column: string }>(
      `select distinct j.key as "column" from ${table} t cross join jsonb_each_text(to_jsonb(t)) j where position($1 in j.value) > 0`,
      [id],
    );
    for (const { column } of rows) found.add(`${table.replace("public.", "")}.${column}`);
  }
  return [...found].sort();
}

async function merge(keep: string, duplicate: string, dryRun = false) {
  const input = { keepId: apiId("person", keep), duplicateId: apiId("person", duplicate), dryRun };
  const answer = await inside.ask(
    owner,
    `mutation ($input: MergePeopleInput!) { mergePeople(input: $input) {
      person { id formerIds } moved { kind count } resolved { kind count rule } dropped userErrors { code message } } }`,
    { input },
  );
  expect(answer.errors).toBeUndefined();
  return (answer.data as { mergePeople: { moved: object[]; resolved: object[]; userErrors: object[] } }).mergePeople;
}

/** What must neither be lost nor doubled. */
async function sums(): Promise<object> {
  const { rows } = await database.admin.query<object>(
    `select (select json_agg((id, kind, amount) order by id) from allocation_entry where firm_id = $1) as ledger,
       (select json_agg((id, status, starts_at) order by id) from session where firm_id = $1) as sessions,
       (select json_agg((id, text, visibility) order by id) from note where firm_id = $1) as notes,
       (select json_agg((id, text) order by id) from note_version where firm_id = $1) as versions,
       (select count(distinct session_id) from attendance where firm_id = $1) as attended,
       (select count(distinct session_id) from session_coach where firm_id = $1) as coached,
       (select json_agg((seq, type, ids, actor_id) order by seq) from event where firm_id = $1 and seq <= 2) as log`,
    [firmA],
  );
  return rows[0]!;
}

test.each([
  ["coach", near.coach, near.second],
  ["client", near.client, near.fellow],
])(
  "all that names a duplicate names the %s who stays, and the old id answers as the new one",
  async (_, keep, duplicate) => {
    // As the session counts its seats.
    await database.admin.query("update session set seats_taken = 2 where id = $1", [near.sessions.group]);
    // One reports to the other in this world, so that they could not be one person.
    await database.admin.query("update client_profile set manager_id = null where firm_id = $1 and manager_id = $2", [
      firmA,
      keep,
    ]);
    const before = await sums();
    const tried = await merge(keep, duplicate, true);
    expect(tried.userErrors).toEqual([]);
    expect(await sums()).toEqual(before);
    expect((await namedIn(duplicate)).length).toBeGreaterThan(8);

    const merged = await merge(keep, duplicate);
    expect(merged).toMatchObject({ userErrors: [], moved: tried.moved, resolved: tried.resolved });
    const formerIds = (merged as unknown as { person: { formerIds: string[] } }).person.formerIds;
    expect(formerIds).toContain(apiId("person", duplicate));
    expect(await sums()).toEqual(before);
    const log = ["event.ids"];
    expect(await namedIn(duplicate)).toEqual([...log, "merged_person.id"]);

    const old = apiId("person", duplicate);
    const known = await inside.ask(
      owner,
      `query ($id: ID!) {
      node(id: $id) { id } person(id: $id) { id name }
      organizations(first: 1) { nodes { id } }
      sessions(first: 100, filter: { coachId: $id }) { totalCount }
      now: sessions(first: 100, filter: { coachId: "${apiId("person", keep)}" }) { totalCount }
      coachingHours(coachId: $id, from: "2026-01-01", until: "2026-12-31") { coach { id } }
    }`,
      { id: old },
    );
    expect(known.errors).toBeUndefined();
    const data = known.data as Record<string, { id: string; totalCount: number }>;
    expect(data.node!.id).toBe(apiId("person", keep));
    expect(data.person!.id).toBe(apiId("person", keep));
    expect(data.sessions!.totalCount).toBe(data.now!.totalCount);
    // So do its own former ids.
    expect((await merge(keep, duplicate)).userErrors).toMatchObject([{ code: "INVALID" }]);
  },
);
