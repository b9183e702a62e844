import type { Transaction } from "@coachwork/platform";
import type { Entity } from "@coachwork/reader";
import { discreetFieldsOf, ERASED_MENTION, searchableOf, snakeCase } from "@coachwork/schema";
import { type ErasedColumn, type ErasedTable, partOf, stamps, stampValues } from "./erased-rows.js";
import type { Mentions } from "./mentions.js";

/** Where a person worked with others. */
export interface OwnEngagements {
  readonly personId: string;
  /** All in which they ever coached or took part. */
  readonly all: readonly string[];
  /** Those in which nobody else ever took part: what is written there is about them. */
  readonly alone: readonly string[];
}

/**
 * Takes a person out of the texts of a table, as its columns declare.
 *
 * @param among a condition that limits the rows. By default, all that the transaction sees.
 */
export async function eraseTexts(
  transaction: Transaction,
  { among, ...table }: ErasedTable & { readonly among?: string },
  { personId, all, alone }: OwnEngagements,
  { everywhere, own }: Mentions,
): Promise<void> {
  const searched = table.columns.filter(({ erasure }) => erasure.does === "search");
  for (const columns of byEngagement(searched, table)) {
    const of = columns[0]!.of;
    for (const [by, own] of byWhose(columns)) {
      if (by !== undefined) await replaceWhole(transaction, table, own, { of: by, ids: [personId], among });
      else if (of !== undefined && alone.length > 0)
        await replaceWhole(transaction, table, own, { of, ids: alone, among });
    }
    if (of !== undefined && own !== null && own !== everywhere && all.length > 0)
      await replaceMentions(transaction, table, columns, own, { of, ids: all, among });
    if (everywhere !== null) await replaceMentions(transaction, table, columns, everywhere, { among });
  }
}

type SearchedColumn = ErasedColumn & { readonly of: string | undefined };

/** Columns that belong to an engagement by the same property. Discreet ones apart, since nobody is told of their changes. */
function byEngagement(columns: readonly ErasedColumn[], { entity }: ErasedTable): SearchedColumn[][] {
  const discreet = discreetFieldsOf(entity);
  const all = columns.map((column) => {
    const { of } = column.erasure as { readonly of?: string };
    return { ...column, of: of === undefined ? undefined : snakeCase(of) };
  });
  return [...Map.groupBy(all, ({ of, property }) => `${String(of)} ${discreet.has(property)}`).values()];
}

/** Columns by the one that names the participant whom they are about. Undefined: they are about the engagement. */
function byWhose(columns: readonly SearchedColumn[]): Map<string | undefined, SearchedColumn[]> {
  return Map.groupBy(columns, ({ erasure }) => {
    const by = "whole" in erasure ? erasure.whole?.by : undefined;
    return by === undefined ? undefined : snakeCase(by);
  });
}

interface Where {
  readonly of: string;
  readonly ids: readonly string[];
  readonly among: string | undefined;
}

async function replaceWhole(
  transaction: Transaction,
  table: ErasedTable,
  columns: readonly SearchedColumn[],
  { of, ids, among = "true" }: Where,
): Promise<void> {
  const whole = columns.flatMap(({ column, property, erasure }) =>
    "whole" in erasure && erasure.whole ? [{ column, property, placeholder: erasure.whole.placeholder }] : [],
  );
  if (whole.length === 0) return;
  const sets = whole.map(
    ({ column }, place) => `${column} = case when ${column} is null then null else $${place + 3} end`,
  );
  const isTold = whole.map(
    ({ column }, place) => `${column} is distinct from $${place + 3}::text and ${column} is not null`,
  );
  await change(transaction, table, whole, {
    sets,
    where: `${among} and ${of} = any($2::uuid[]) and (${isTold.map((each) => `(${each})`).join(" or ")})`,
    values: [ids, ...whole.map(({ placeholder }) => placeholder)],
  });
}

async function replaceMentions(
  transaction: Transaction,
  table: ErasedTable,
  columns: readonly SearchedColumn[],
  pattern: string,
  { among = "true", ...within }: Where | Pick<Where, "among">,
): Promise<void> {
  const text = ({ column, isJson }: SearchedColumn) => (isJson ? `${column}::text` : column);
  const scope = "of" in within ? `${among} and ${within.of} = any($3::uuid[])` : among;
  const values = [pattern, ...("of" in within ? [within.ids] : [])];
  const keys = columns.filter(({ isKey }) => isKey);
  // What is part of a key cannot change.
  for (const key of keys)
    await transaction.query(
      `delete from ${table.table} where firm_id = $1::uuid and ${scope} and ${key.column} ~* $2`,
      [transaction.scope.firmId, ...values],
    );
  const others = columns.filter(({ isKey }) => !isKey);
  if (others.length === 0) return;
  await change(transaction, table, others, {
    sets: others.map(
      (column) =>
        `${column.column} = regexp_replace(${text(column)}, $2, '${ERASED_MENTION}', 'gi')${column.isJson ? "::jsonb" : ""}`,
    ),
    where: `${scope} and (${others.map((column) => `${text(column)} ~* $2`).join(" or ")})`,
    values,
  });
}

interface Change {
  readonly sets: readonly string[];
  readonly where: string;
  /** From `$2` on. */
  readonly values: readonly unknown[];
}

/** Changes texts of rows, which then say that they changed unless all of the texts are discreet. */
async function change(
  transaction: Transaction,
  table: ErasedTable,
  columns: readonly { readonly property: string }[],
  { sets, where, values }: Change,
): Promise<void> {
  const discreet = discreetFieldsOf(table.entity);
  const isTold = columns.some(({ property }) => !discreet.has(property));
  const stamp = isTold ? stamps(table, values.length + 2) : [];
  const whole = partOf(table);
  const isFound = searchableOf(table.entity) !== undefined;
  const asked = whole?.column ?? (isFound ? "id" : undefined);
  const changed = await transaction.query<{ id: string }>(
    `update ${table.table} set ${[...sets, ...stamp].join(", ")} where firm_id = $1::uuid and ${where}
     ${asked ? `returning ${asked} as id` : ""}`,
    [transaction.scope.firmId, ...values, ...(isTold ? stampValues(transaction, table) : [])],
  );
  const ids = changed.map(({ id }) => id);
  if (whole) transaction.touch(whole.entity, ids);
  if (isFound) await transaction.respell(table.entity as Entity<object>, ids);
}
