/** A SQL text literal. Only ever given names out of a validated GraphQL document or the schema. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** PostgreSQL functions take at most 100 arguments, that is 50 pairs. */
const PAIRS = 50;

/** SQL that builds a JSON object of any number of pairs. */
export function objectOf(pairs: readonly (readonly [key: string, value: string])[]): string {
  if (pairs.length <= PAIRS) {
    return `json_build_object(${pairs.map(([key, value]) => `${textLiteral(key)}, ${value}`).join(", ")})`;
  }
  const head = objectOf(pairs.slice(0, PAIRS));
  const rest = objectOf(pairs.slice(PAIRS));
  return `(left(${head}::text, -1) || ', ' || substr(${rest}::text, 2))::json`;
}
