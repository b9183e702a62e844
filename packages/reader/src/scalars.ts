import { getNamedType, type GraphQLOutputType } from "graphql";

/** How to write a column of a GraphQL scalar into JSON where PostgreSQL's own format differs. */
const outputs: Readonly<Record<string, (value: string) => string>> = {
  // The type's own output is much cheaper than to_char, which interprets its pattern for each value.
  DateTime: (value) => `replace((${value} at time zone 'UTC')::text, ' ', 'T') || 'Z'`,
};

export function outputOf(type: GraphQLOutputType, value: string): string {
  return outputs[getNamedType(type).name]?.(value) ?? value;
}
