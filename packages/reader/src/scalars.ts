import { getNamedType, type GraphQLOutputType } from "graphql";

/** How a column of a GraphQL scalar is written into JSON, where PostgreSQL's own way differs from the scalar's. */
const outputs: Readonly<Record<string, (value: string) => string>> = {
  DateTime: (value) => `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
};

export function outputOf(type: GraphQLOutputType, value: string): string {
  return outputs[getNamedType(type).name]?.(value) ?? value;
}
