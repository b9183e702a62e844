import { expect, test } from "@jest/globals";
import { ERASED_NAME, ERASED_TEXT, entities, erasedWith, erasuresOf, snakeCase } from "@coachwork/schema";
import { apiId } from "@coachwork/testing";
import { parse } from "graphql";
import { getMetadataArgsStorage } from "typeorm";
import { insideWorld } from "./inside-world.js";
import { viewersOf } from "./viewers.js";

const { database, world, inside } = await insideWorld();
const { near, firmA, firmB } = world;

// The months of the event log are read as the table `event`.
const columnsOfTexts = `
  select table_schema as schema, table_name as "table", column_name as "column", data_type as type, udt_name as element
  from information_schema.columns join information_schema.tables using (table_schema, table_name)
  where table_schema not in ('pg_catalog', 'information_schema', 'event_log') and table_type = 'BASE TABLE'
    and (data_type in ('text', 'json', 'jsonb', 'character varying', 'USER-DEFINED', 'bytea', 'xml') or data_type = 'ARRAY')
    and is_generated = 'NEVER'
  order by 1, 2, 3`;

interface TextColumn {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** Of an array, PostgreSQL's name for its type: `_text`. */
  readonly element: string;
}

async function textColumns(): Promise<readonly TextColumn[]> {
  const { rows } = await database.admin.query<TextColumn>(columnsOfTexts);
  return rows;
}

const entityOf = (table: string) =>
  entities.find((entity) => getMetadataArgsStorage().tables.find(({ target }) => target === entity)!.name === table);

const erasureOf = ({ table, column }: TextColumn) => {
  const entity = entityOf(table);
  const [, erasure] =
    [...(entity ? erasuresOf(entity) : [])].find(([property]) => snakeCase(property) === column) ?? [];
  return erasure;
};

/**
 * Texts of tables without a type of ours. Those of an account go with it, or stay with the account while another firm has it. Jobs
 * are told ids. Everything else holds hashes and words.
 */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  "public.migration": ["name"],
  "identity.user": ["id", "name", "email", "image"],
  "identity.session": ["id", "userId", "token", "ipAddress", "userAgent"],
  "identity.account": [
    ...["id", "accountId", "providerId", "userId", "accessToken", "refreshToken", "idToken", "scope", "password"],
  ],
  "identity.letter": ["kind", "userId", "address", "name", "locale", "newAddress"],
  "identity.membership": ["userId"],
  "identity.commitment": ["userId"],
  "identity.invitation": ["tokenHash", "email", "name"],
  // Ours never writes any.
  "identity.verification": ["id", "identifier", "value"],
  "identity.rateLimit": ["id", "key"],
  "identity.guess": ["key"],
  "graphile_worker._private_jobs": ["payload", "last_error", "key", "flags", "locked_by"],
  "graphile_worker._private_job_queues": ["queue_name", "locked_by"],
  "graphile_worker._private_known_crontabs": ["identifier"],
  "graphile_worker._private_tasks": ["identifier"],
  "graphile_worker.migrations": [],
};

/** The texts of which nobody said what becomes of them. */
async function undeclared(): Promise<string[]> {
  const texts = (await textColumns()).filter((text) => {
    const { schema, table, column, type, element } = text;
    if (schema !== "public" || table === "migration") return !elsewhere[`${schema}.${table}`]?.includes(column);
    const isText = type !== "ARRAY" || element === "_text" || element === "_varchar";
    return isText && erasureOf(text) === undefined && erasedWith(entityOf(table)!).length === 0;
  });
  return texts.map(({ schema, table, column }) => `${schema}.${table}.${column}`);
}

test("every text says beside its column what becomes of it when a person is erased", async () => {
  expect(await undeclared()).toEqual([]);
});

test.each([
  ["note", "mood", "text"],
  ["seat", "moods", "text[]"],
  ["session", "mood", "jsonb"],
  ['identity."user"', "mood", "text"],
])("a new text of %s would be found", async (table, column, type) => {
  await database.admin.query(`alter table ${table} add column ${column} ${type}`);
  expect(await undeclared()).toEqual([`${table.includes(".") ? "" : "public."}${table.replaceAll('"', "")}.${column}`]);
  await database.admin.query(`alter table ${table} drop column ${column}`);
});

// With what JSON and regular expressions spell in another way.
const name = `Zenobia "Zen" O'Quillfeather (Å.)`;
const email = "zenobia+z@quillfeather.example";
const externalId = "PAYROLL-4711-Q";
const words = [externalId, "zenobia", "quillfeather"];

/** Where any of the words stands: every text of every table of every schema, of a firm or of all. */
async function found(firmId?: string): Promise<string[]> {
  const places: string[] = [];
  const { rows: tables } = await database.admin.query<{ schema: string; table: string; ofFirm: boolean }>(
    `select table_schema as schema, table_name as "table", bool_or(column_name = 'firm_id') as "ofFirm"
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema not in ('pg_catalog', 'information_schema', 'event_log') and table_type = 'BASE TABLE' group by 1, 2`,
  );
  for (const { schema, table, ofFirm } of tables) {
    if (firmId !== undefined && !ofFirm) continue;
    const { rows } = await database.admin.query<{ row: object }>(
      `select to_jsonb(t) as row from ${schema}."${table}" t where to_jsonb(t)::text ~* $1
         ${firmId === undefined ? "" : "and firm_id = $2"}`,
      [words.join("|"), ...(firmId === undefined ? [] : [firmId])],
    );
    for (const { row } of rows)
      for (const [column, value] of Object.entries(row))
        if (words.some((word) => JSON.stringify(value).toLowerCase().includes(word.toLowerCase())))
          places.push(`${schema}.${table}.${column} says ${JSON.stringify(value)}`);
  }
  return places;
}

/** Writes the name, the address and the id of a person into every text of a firm that a person could stand in. */
async function nameEverywhere(firmId: string, personId: string): Promise<void> {
  await database.admin.query(
    "update person set name = $3, email = $4, external_id = $5 where firm_id = $1 and id = $2",
    [firmId, personId, name, email, externalId],
  );
  const said = ` ${name} <${email.toUpperCase()}> (${externalId}).`;
  for (const text of await textColumns()) {
    const { schema, table, column, type } = text;
    const erasure = erasureOf(text);
    const isOwn = schema === "public" && table !== "migration" && erasedWith(entityOf(table)!).length > 0;
    if (schema !== "public" || table === "person" || (!erasure && !isOwn) || erasure?.does === "nothing") continue;
    // What is declared as a person's own is written into that person's rows, and what anybody may write into all.
    const by = erasure?.does === "replace" ? [erasure.by] : erasure ? [] : erasedWith(entityOf(table)!);
    const own = by.length === 0 ? "" : `and $3 in (${by.map(snakeCase).join(", ")})`;
    const value = type === "jsonb" ? `${column} || jsonb_build_object('said', $2::text)` : `left(${column}, 1) || $2`;
    if (["ARRAY"].includes(type) || isClosed(`${table}.${column}`)) continue;
    await database.admin.query(
      `update ${table} set ${column} = ${value} where firm_id = $1 and ${column} is not null ${own}`,
      [firmId, said, ...(own ? [personId] : [])],
    );
  }
}

const isClosed = (column: string) =>
  /\.(kind|time_zone|failure_message|etag|last_modified|mutation|input_hash|occasion|message_id)$|^busy_calendar\.failure$/.test(
    column,
  );

test("whoever is erased is named nowhere in the firm any more; another firm knows them as before", async () => {
  const owner = viewersOf(world).OWNER;
  await nameEverywhere(firmA, near.client);
  await nameEverywhere(firmB, world.other.client);
  const elsewhereBefore = await found(firmB);
  expect((await found(firmA)).length).toBeGreaterThan(60);
  const sums = async () => {
    const { rows } = await database.admin.query(
      `select (select json_agg((kind, amount) order by id) from allocation_entry where firm_id = $1) as ledger,
         (select json_agg((session_id, person_id, status) order by 1::text, session_id, person_id) from attendance where firm_id = $1) as attendance,
         (select json_agg((session_id, coach_id) order by session_id, coach_id) from session_coach where firm_id = $1) as coaches,
         (select count(*) from session where firm_id = $1) as sessions,
         (select json_agg((seq, type, actor_id, ids) order by seq) from event where firm_id = $1 and seq <= 2) as log`,
      [firmA],
    );
    return rows[0] as object;
  };
  const before = await sums();
  const personId = apiId("person", near.client);
  const perform = async (mutation: string) => {
    const fields = mutation === "erasePerson" ? "kept { kind count reason }" : "";
    const answer = await inside.ask(
      owner,
      `mutation ($personId: ID!) { ${mutation}(input: { personId: $personId, idempotencyKey: "${mutation} once" })
         { person { name email externalId timeZone locale status roles organization { id } team { id } } ${fields} userErrors { code message } } }`,
      { personId },
    );
    expect(answer.errors).toBeUndefined();
    return (answer.data as Record<string, { userErrors: object[]; person: object; kept: { kind: string }[] }>)[
      mutation
    ]!;
  };
  expect((await perform("erasePerson")).userErrors).toMatchObject([{ code: "NOT_DEACTIVATED" }]);
  await database.admin.query("delete from idempotency_key where key = 'erasePerson once'");
  expect((await perform("deactivatePerson")).userErrors).toEqual([]);
  const erased = await perform("erasePerson");
  expect(erased).toMatchObject({
    userErrors: [],
    person: {
      ...{ name: ERASED_NAME, email: null, externalId: null, timeZone: null, locale: null },
      ...{ status: "ERASED", roles: [], organization: null, team: null },
    },
  });
  expect(erased.kept.map(({ kind }) => kind)).toEqual(["ENGAGEMENTS", "ATTENDANCE", "SIGNATURES"]);

  expect(await found(firmA)).toEqual([]);
  expect(await found(firmB)).toEqual(elsewhereBefore);
  expect(await sums()).toEqual(before);
  const { rows } = await database.admin.query<{ text: string; visibility: string }>(
    "select text, visibility from note where firm_id = $1 and engagement_id = $2",
    [firmA, near.group],
  );
  expect(rows.every(({ text }) => text !== ERASED_TEXT && text.includes("[…]"))).toBe(true);
  const everything = await inside.ask(
    viewersOf(world).OWNER,
    parse(`{ people(first: 100) { nodes { id name email externalId } } engagements(first: 100) { nodes { title objectives } }
      sessions(first: 100) { nodes { agenda cancellationReason place } } }`),
  );
  expect(JSON.stringify(everything)).not.toMatch(/zenobia|quillfeather|4711/i);
});
