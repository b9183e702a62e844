import { describe, expect, test } from "@jest/globals";
import { wholeOf } from "@coachwork/schema";
import type { EntityMetadata } from "typeorm";
import type { Inside } from "./inside.js";
import { insideWorld } from "./inside-world.js";
import { writeEverything } from "./story.js";
import { stampedTables, unstamped } from "./unstamped.js";
import { viewersOf } from "./viewers.js";

const { database, world, inside } = await insideWorld();
const tables = await stampedTables(database.admin);

describe("A statement is found that changes a record", () => {
  test.each([
    ["update session set kind = $1 where firm_id = $2", "session changes without updated_at"],
    ["update session set agenda = $1, kind = $2 where firm_id = $3", "session changes without updated_at"],
    ["insert into note (firm_id, text) values ($1, $2)", "note changes without updated_at"],
    ["update person set name = $1, updated_at = $2 where firm_id = $3", "person changes without version"],
    [
      "with gone as (update team set name = $1, version = version + 1 where firm_id = $2 returning id) select 1 from gone",
      "team changes without updated_at",
    ],
    [
      "insert into person (firm_id, updated_at) values ($1, $2) on conflict (firm_id, id) do update set name = $3",
      "person changes without updated_at",
    ],
  ])("%s", async (sql, objection) => {
    expect(await unstamped(sql, tables)).toEqual([objection]);
  });

  test.each([
    "update session set kind = $1, updated_at = $2 where firm_id = $3",
    "update person set updated_at = $1 where firm_id = $2",
    "update person set name = $1, updated_at = $2, version = version + 1 where firm_id = $3",
    "insert into person (firm_id, updated_at) values ($1, $2)",
    "select from session where firm_id = $1 for update",
    "update session_coach set blocks = false where firm_id = $1",
    "update session set agenda = $1 where firm_id = $2",
    "update person set gets_reminders = $1, version = version where firm_id = $2",
  ])("but not: %s", async (sql) => {
    expect(await unstamped(sql, tables)).toEqual([]);
  });
});

type Row = Readonly<Record<string, unknown>>;
/** The rows of each table, by their key. */
type Snapshot = ReadonlyMap<EntityMetadata, ReadonlyMap<string, Row>>;

/** Records that tell when they changed, and their parts. */
function watched(): readonly EntityMetadata[] {
  return inside.database.source.entityMetadatas.filter(
    ({ tableName, target }) => tables.has(tableName) || wholeOf(target as never),
  );
}

async function snapshot(): Promise<Snapshot> {
  const all = watched().map(async (metadata) => {
    const { rows } = await database.admin.query<{ row: Row }>(
      `select to_jsonb(t) as row from ${metadata.tableName} t where firm_id = $1`,
      [world.firmA],
    );
    const keys = metadata.primaryColumns.map(({ databaseName }) => databaseName);
    return [metadata, new Map(rows.map(({ row }) => [keys.map((key) => row[key]).join(), row]))] as const;
  });
  return new Map(await Promise.all(all));
}

/** What a row says that its changes tell of. */
function contentOf(table: string, row: Row): string {
  const left = ["updated_at", "version", ...(tables.get(table)?.discreet ?? [])];
  return JSON.stringify(Object.entries(row).filter(([column]) => !left.includes(column)));
}

/** The changes between two moments of which a record does not tell: itself, or what it is a part of. */
function untold(before: Snapshot, after: Snapshot, since: number): string[] {
  const isNow = (row: Row | undefined) => {
    const at = Date.parse(row?.updated_at as string);
    return at >= since && at <= Date.now();
  };
  const faults: string[] = [];
  for (const [metadata, rows] of after) {
    const { tableName, target } = metadata;
    const known = before.get(metadata)!;
    const changed = [...new Set([...known.keys(), ...rows.keys()])].filter((key) => {
      const [one, other] = [known.get(key), rows.get(key)];
      return !one || !other || contentOf(tableName, one) !== contentOf(tableName, other);
    });
    for (const key of changed) {
      const [one, other] = [known.get(key), rows.get(key)];
      if (tables.has(tableName) && other) {
        if (!isNow(other)) faults.push(`${tableName} changed at ${String(other.updated_at)}`);
        if (one && tables.get(tableName)!.isCounted && !(Number(other.version) > Number(one.version)))
          faults.push(`${tableName} stays at version ${String(other.version)}`);
      }
      const whole = wholeOf(target as never);
      if (!whole) continue;
      const wholes = [...after].find(([each]) => each.target === whole.entity())!;
      const column = metadata.findColumnWithPropertyName(whole.by)!.databaseName;
      const id = (other ?? one)![column] as string;
      const record = [...wholes[1].values()].find((row) => row.id === id);
      const isRemoved = !record && before.get(wholes[0])!.has([world.firmA, id].join());
      if (!isRemoved && !isNow(record)) faults.push(`${wholes[0].tableName} does not tell of its ${tableName}`);
    }
  }
  return [...new Set(faults)];
}

test("Whatever a mutation changes tells so, itself and what it is a part of", async () => {
  const faults: string[] = [];
  const changing = new Set<string>();
  const asking: Inside = {
    ...inside,
    async ask(actor, query, variables, how) {
      const before = await snapshot();
      const since = Date.now();
      const answer = await inside.ask(actor, query, variables, how);
      const after = await snapshot();
      const name = /\{ (\w+)\(input/.exec(String(query))?.[1] ?? String(query);
      faults.push(...untold(before, after, since).map((fault) => `${name}: ${fault}`));
      for (const [metadata, rows] of after) {
        const known = before.get(metadata)!;
        const isChanged = [...rows].some(
          ([key, row]) =>
            known.has(key) && contentOf(metadata.tableName, known.get(key)!) !== contentOf(metadata.tableName, row),
        );
        if (isChanged) changing.add(metadata.tableName);
      }
      return answer;
    },
  };
  await writeEverything(asking, viewersOf(world).OWNER, world);
  expect(faults).toEqual([]);
  // Had nothing been compared, nothing would be missed. A rematch is changed by a job alone, and an answer tells nobody.
  expect([...tables.keys()].filter((table) => !changing.has(table))).toEqual(["rematch", "survey_invitation"]);
}, 240_000);
