import type { FieldArguments } from "./arguments.js";
import { type Entity, readableOf } from "./declare.js";
import { idColumnOf } from "./entity-ids.js";
import type { SortOrder } from "./keyset.js";
import type { Rows, Selection } from "./selection.js";
import { fieldCondition } from "./visibility.js";

/** The filter whose text is searched for. */
const SEARCH = "search";

/** The column that a table has once it is searched. */
const RANK = "rank_";

/** Whether a filter is answered by the type's search. */
export function isSearch(entity: Entity, filter: string): boolean {
  return filter === SEARCH && readableOf(entity).search !== undefined;
}

/** Whether there is nothing to search for in a text: then all is found. */
export function isBlank(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text);
}

/** Whether a list is searched for a text. */
export function isSearched(entity: Entity, { filter }: FieldArguments["shape"]): boolean {
  const { [SEARCH]: text } = (filter ?? {}) as Readonly<Record<string, unknown>>;
  return isSearch(entity, SEARCH) && typeof text === "string" && !isBlank(text);
}

/** The same rows, if they match the text that is searched for. */
export function searched(selection: Selection, entity: Entity, args: FieldArguments, rows: Rows): Rows {
  if (!isSearched(entity, args.shape)) return rows;
  const { statement } = selection;
  // Some words are in every name, and some in one.
  statement.isSkewed = true;
  const { table } = rows;
  const [row, id] = [statement.alias(table), idColumnOf(selection.metadata(entity))];
  const sees = (field: string, recordId: string) => {
    const seen = statement.alias(table);
    const condition = fieldCondition(entity, field, seen, statement);
    if (condition === undefined || condition === "false") return condition;
    return `exists (select 1 from ${table} ${seen} where ${seen}.firm_id = ${statement.firm} and ${seen}.${id} = ${recordId} and ${condition})`;
  };
  const matches = readableOf(entity).search!.matches(args.input("filter", SEARCH), statement, sees);
  const found = `select ${row}.*, found.rank as ${RANK} from (${matches}) found, ${table} ${row} where ${row}.firm_id = ${statement.firm} and ${row}.${id} = found.id`;
  return { ...rows, table: `(${found})` };
}

/** The order of a searched table: the best matches first, and those that match alike as in another order. */
export function bestFirst({ keys, descending, name }: SortOrder): SortOrder {
  const rank = { of: (row: string) => `${descending ? "-" : ""}${row}.${RANK}`, type: "integer" };
  return { name: `BEST ${name}`, keys: [rank, ...keys], descending };
}
