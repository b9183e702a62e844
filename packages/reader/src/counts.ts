import { type FieldNode, getNamedType, type GraphQLField, type GraphQLObjectType } from "graphql";
import type { Root } from "./declare.js";
import { filterConditions } from "./filters.js";
import { type Pair, rowJsonOf, textLiteral } from "./json.js";
import { searched } from "./search.js";
import type { Selection } from "./selection.js";
import { fieldCondition } from "./visibility.js";

type Counts = Extract<Root, { readonly kind: "counts" }>;

/** JSON of how many rows the viewer sees with each word, in the order of the words. Words without rows count as 0. */
export function countsJson(
  selection: Selection,
  { entity, by, words }: Counts,
  field: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
): string {
  const { statement } = selection;
  const metadata = selection.metadata(entity);
  const row = statement.alias(metadata.tableName);
  const args = selection.arguments(field, nodes);
  const conditions = [...filterConditions(selection, entity, row, args), fieldCondition(entity, by, row, statement)];
  const { table, where } = searched(selection, entity, args, selection.rows(entity, row, conditions, false));
  const column = metadata.findColumnWithPropertyName(by)!.databaseName;
  const [word, counted] = [statement.alias("word"), statement.alias("counted")];

  const type = getNamedType(field.type) as GraphQLObjectType;
  const values: Readonly<Record<string, string>> = {
    __typename: textLiteral(type.name),
    [by]: `${word}.word`,
    count: `coalesce(${counted}.count, 0)`,
  };
  const pairs = selection.fields(type, nodes).map(([key, [node]]): Pair => [key, values[node!.name.value]!]);
  const { from, json } = rowJsonOf(pairs, statement.alias("object"));
  const all = `unnest(array[${words.map(textLiteral).join(", ")}]) with ordinality ${word} (word, place)`;
  const counts = `select ${row}.${column} as word, count(*)::integer as count from ${table} ${row} where ${where} group by 1`;
  return `(select json_agg(${json} order by ${word}.place) from ${all} left join (${counts}) ${counted} on ${counted}.word = ${word}.word${from})`;
}
