import { readableEntities } from "@coachwork/reader";
import { discreetFieldsOf } from "@coachwork/schema";
import { parse } from "libpg-query";
import type { Pool } from "pg";
import { snakeCase } from "../../packages/schema/src/common/naming.js";

/** The tables whose rows tell when they were last changed, and whether they count their changes too. */
export type StampedTables = ReadonlyMap<string, Stamped>;

interface Stamped {
  readonly isCounted: boolean;
  /** The columns whose changes a row does not tell of. */
  readonly discreet: ReadonlySet<string>;
}

export async function stampedTables(pool: Pool): Promise<StampedTables> {
  const { rows } = await pool.query<{ name: string; columns: string[] }>(
    `select table_name as name, array_agg(column_name::text) as columns from information_schema.columns
     where table_schema = 'public' group by table_name`,
  );
  const stamped = rows.filter(({ columns }) => columns.includes("updated_at"));
  return new Map(
    stamped.map(({ name, columns }) => [name, { isCounted: columns.includes("version"), discreet: discreetOf(name) }]),
  );
}

function discreetOf(table: string): ReadonlySet<string> {
  const [, entity] = [...readableEntities()].find(([type]) => snakeCase(type) === `_${table}`) ?? [];
  return new Set([...discreetFieldsOf(entity)].map(snakeCase));
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the parser's tree, of which a few kinds of nodes matter here
type Tree = any;

/** What a statement changes without saying when, or without counting it. Of a part's change, the whole tells the time alone. */
export async function unstamped(sql: string, tables: StampedTables): Promise<string[]> {
  if (!/\b(insert|update)\b/i.test(sql)) return []; // most only read, and are long
  const { stmts = [] } = (await parse(sql)) as Tree;
  return changesIn(stmts).flatMap(({ table, columns, isNew }) => {
    const kind = tables.get(table);
    if (!kind) return [];
    const isDiscreet = columns.every((column) => column === "version" || kind.discreet.has(column));
    if (isDiscreet && !isNew) return [];
    if (!columns.includes("updated_at")) return [`${table} changes without updated_at`];
    const isOwn = columns.some((column) => column !== "updated_at");
    return kind.isCounted && isOwn && !isNew && !columns.includes("version")
      ? [`${table} changes without version`]
      : [];
  });
}

interface Change {
  readonly table: string;
  readonly columns: readonly string[];
  readonly isNew: boolean;
}

/** Every update and insertion in a tree, however deep. */
function changesIn(part: Tree): Change[] {
  if (part === null || typeof part !== "object") return [];
  const namesOf = (targets: Tree[] = []): string[] => targets.map(({ ResTarget }: Tree) => ResTarget.name as string);
  const inner = Object.values(part as object).flatMap((each) => changesIn(each));
  const { UpdateStmt: update, InsertStmt: insert } = part;
  const isPublic = (relation: Tree) => (relation.schemaname ?? "public") === "public";
  if (update && isPublic(update.relation))
    inner.push({ table: update.relation.relname, columns: namesOf(update.targetList), isNew: false });
  if (insert && isPublic(insert.relation)) {
    const table = insert.relation.relname as string;
    inner.push({ table, columns: namesOf(insert.cols), isNew: true });
    const { targetList } = insert.onConflictClause ?? {};
    if (targetList) inner.push({ table, columns: namesOf(targetList), isNew: false });
  }
  return inner;
}
