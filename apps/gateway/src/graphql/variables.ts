import { GraphQLError } from "graphql";

/** What an operation's variables may be. The longest list that the API takes has 1,000 items. */
const variableLimits = {
  /** Items of lists and fields of objects, all together. */
  values: 5_000,
  /** Lists and objects within one another. */
  depth: 12,
} as const;

/** Values that cost as much as one object: to check, send on and look up each takes a part of what reading one does. */
const VALUES_A_UNIT = 10;

/**
 * What it costs to take an operation's variables, before anything looks at what they mean: a list that is valid costs time,
 * and each item that is not costs more.
 *
 * @throws GraphQLError with the code VARIABLES_TOO_LARGE
 */
export function priceOfVariables(variables: Readonly<Record<string, unknown>>): number {
  return Math.floor(countOf(variables) / VALUES_A_UNIT);
}

/** How many values there are below this one. It stops where there are too many, so that it takes no longer than that many. */
function countOf(root: object): number {
  let count = 0;
  let level: object[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > variableLimits.depth) throw tooLarge(`are nested more than ${variableLimits.depth} deep`);
    const below: object[] = [];
    for (const parent of level) {
      const values: unknown[] = Array.isArray(parent) ? parent : Object.values(parent);
      count += values.length;
      if (count > variableLimits.values) throw tooLarge(`have more than ${variableLimits.values} values`);
      for (const value of values) if (typeof value === "object" && value !== null) below.push(value);
    }
    level = below;
  }
  return count;
}

function tooLarge(fault: string): GraphQLError {
  return new GraphQLError(`The variables ${fault}. Send fewer at once.`, {
    extensions: { code: "VARIABLES_TOO_LARGE", http: { status: 400 } },
  });
}
