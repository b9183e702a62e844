import type { Entity } from "@coachwork/reader";
import { entities, type Erasure, erasedWith, erasuresOf, hasColumn, snakeCase, wholeOf } from "@coachwork/schema";
import type { Transaction } from "@coachwork/platform";
import { getMetadataArgsStorage } from "typeorm";

/** A table with texts that are erased, as its type declares them. */
export interface ErasedTable {
  readonly entity: Entity;
  readonly table: string;
  readonly columns: readonly ErasedColumn[];
  /** The columns that name the people whose erasure removes the row. */
  readonly removedWith: readonly string[];
}

export interface ErasedColumn {
  readonly property: string;
  readonly column: string;
  readonly erasure: Erasure;
  readonly isJson: boolean;
  readonly isKey: boolean;
}

/** Every tenant table. */
export const erasedTables: readonly ErasedTable[] = entities.map((entity) => {
  const { columns } = getMetadataArgsStorage();
  return {
    entity,
    table: tableOf(entity),
    columns: [...erasuresOf(entity)].map(([property, erasure]) => {
      const { options } = columns.find(({ target, propertyName }) => target === entity && propertyName === property)!;
      const { type, primary } = options;
      return { property, column: snakeCase(property), erasure, isJson: type === "jsonb", isKey: primary === true };
    }),
    removedWith: erasedWith(entity).map(snakeCase),
  };
});

export function tableOf(entity: Entity): string {
  return getMetadataArgsStorage().tables.find(({ target }) => target === entity)!.name!;
}

/** Removes what is nothing without the person, parts first, and replaces what is theirs alone in other rows. */
export async function eraseOwnRows(transaction: Transaction, personId: string): Promise<void> {
  const values = [transaction.scope.firmId, personId];
  for (const text of hoursOf) await transaction.query(text, values);
  // Parts are declared after what they are part of.
  for (const { table, removedWith } of erasedTables.toReversed())
    for (const column of removedWith)
      await transaction.query(`delete from ${table} where firm_id = $1::uuid and ${column} = $2::uuid`, values);
  for (const table of erasedTables) if (table.table !== "person") await replaceOwn(transaction, table, personId);
}

/** The parts of a coach's hours name the hours and not the coach. */
const theirHours = "(select a.id from availability a where a.firm_id = $1::uuid and a.coach_id = $2::uuid)";
const theirDates = `(select o.id from availability_override o where o.firm_id = $1::uuid and o.availability_id in ${theirHours})`;
/** Removes the parts of the hours of the coach `$2`. */
export const hoursOf = [
  `delete from availability_override_window where firm_id = $1::uuid and override_id in ${theirDates}`,
  `delete from availability_override where firm_id = $1::uuid and availability_id in ${theirHours}`,
  `delete from availability_window where firm_id = $1::uuid and availability_id in ${theirHours}`,
];

async function replaceOwn(transaction: Transaction, table: ErasedTable, personId: string): Promise<void> {
  const own = table.columns.filter(({ erasure }) => erasure.does === "replace");
  if (own.length === 0) return;
  const { by } = own[0]!.erasure as Extract<Erasure, { does: "replace" }>;
  const placeholders = own.map(({ erasure }) => (erasure as Extract<Erasure, { does: "replace" }>).placeholder);
  const sets = own.map(({ column }, place) => `${column} = $${place + 3}`);
  const text = `update ${table.table} set ${[...sets, ...stamps(table, placeholders.length + 3)].join(", ")}
    where firm_id = $1::uuid and ${snakeCase(by)} = $2::uuid`;
  await transaction.query(text, [
    transaction.scope.firmId,
    personId,
    ...placeholders,
    ...stampValues(transaction, table),
  ]);
}

/** The assignments by which a changed row says when it was changed. `$next` is the time. */
export function stamps({ entity }: Pick<ErasedTable, "entity">, next: number): string[] {
  if (!hasColumn(entity, "updatedAt")) return [];
  return [`updated_at = $${next}`, ...(hasColumn(entity, "version") ? ["version = version + 1"] : [])];
}

export function stampValues(transaction: Transaction, { entity }: Pick<ErasedTable, "entity">): Date[] {
  return hasColumn(entity, "updatedAt") ? [transaction.changedAt] : [];
}

/** The column with the id of the record that rows are part of, if there is one. */
export function partOf({ entity }: Pick<ErasedTable, "entity">) {
  const whole = wholeOf(entity);
  return whole && { entity: whole.entity() as Entity<object>, column: snakeCase(whole.by) };
}
