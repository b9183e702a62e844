/** A SQL text literal. Only pass names from the schema or from a validated GraphQL document. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A key of a JSON object and the SQL of its value. */
export type Pair = readonly [key: string, value: string];

/** PostgreSQL functions take at most 100 arguments, so 50 pairs. */
const PAIRS = 50;

/** SQL that builds a JSON object of any number of pairs. It works anywhere. */
export function objectOf(pairs: readonly Pair[]): string {
  if (pairs.length <= PAIRS) {
    return `json_build_object(${pairs.map(([key, value]) => `${textLiteral(key)}, ${value}`).join(", ")})`;
  }
  const head = objectOf(pairs.slice(0, PAIRS));
  const rest = objectOf(pairs.slice(PAIRS));
  return `(left(${head}::text, -1) || ', ' || substr(${rest}::text, 2))::json`;
}

/** JSON of each row of a query: an addition to its `from`, and the expression that it provides. */
export interface RowJson {
  readonly from: string;
  readonly json: string;
}

/**
 * Like `objectOf`, for each row of a query. `row_to_json` looks up how to write its columns once; `json_build_object`
 * does so for each row, which is most of the cost of a page with many small objects.
 */
export function rowJsonOf(pairs: readonly Pair[], alias: string): RowJson {
  if (!canBeColumns(pairs)) return { from: "", json: objectOf(pairs) };
  return { from: ` cross join lateral (select ${columnsOf(pairs)}) ${alias}`, json: `row_to_json(${alias})` };
}

/** JSON of the single row of an aggregate query. */
export function aggregateJsonOf(pairs: readonly Pair[], from: string, alias: string): string {
  if (!canBeColumns(pairs)) return `(select ${objectOf(pairs)} ${from})`;
  return `(select row_to_json(${alias}) from (select ${columnsOf(pairs)} ${from}) ${alias})`;
}

function columnsOf(pairs: readonly Pair[]): string {
  return pairs.map(([key, value]) => `${value} as "${key}"`).join(", ");
}

/** PostgreSQL cuts column names after 63 bytes (response keys are ASCII) and allows at most 1,664 columns. */
function canBeColumns(pairs: readonly Pair[]): boolean {
  return pairs.length > 0 && pairs.length <= 1_600 && pairs.every(([key]) => key.length <= 63);
}
