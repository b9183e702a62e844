import { getNamedType, type GraphQLOutputType } from "graphql";

/** How a column of a GraphQL scalar is written into JSON, where PostgreSQL's own way differs from the scalar's. */
const outputs: Readonly<Record<string, (value: string) => string>> = {
  // The type's own output is by far cheaper than to_char, which interprets its pattern for each value.
  DateTime: (value) => `replace((${value} at time zone 'UTC')::text, ' ', 'T') || 'Z'`,
};

export function outputOf(type: GraphQLOutputType, value: string): string {
  return outputs[getNamedType(type).name]?.(value) ?? value;
}
