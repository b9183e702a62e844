import { GraphQLError, Kind, type OperationDefinitionNode, type TypeNode } from "graphql";

/** The limits of an operation's variables. */
export const variableLimits = {
  /** Items of lists and fields of objects, in total. */
  values: 5_000,
  /** The nesting of lists and objects. */
  depth: 12,
  /** The total length of all texts, except `longTexts`. */
  characters: 100_000,
} as const;

/** The maximum length of variables that may hold a whole file. A roster is limited only by the size of the request. */
const longTexts: ReadonlyMap<string, number> = new Map([
  ["String", Infinity],
  ["ImportPeopleInput", Infinity],
  ["ImportEngagementsInput", Infinity],
  ["ImportSessionsInput", Infinity],
  ["ImportBusyCalendarInput", 1_000_000],
]);

/**
 * The number of values that cost as much as one object. Checking, forwarding and looking up a value takes part of the
 * work of reading one.
 */
const VALUES_PER_UNIT = 10;

type Variables = Readonly<Record<string, unknown>>;

/**
 * The cost of accepting an operation's variables before they are interpreted. A valid list costs time, and each invalid
 * item costs more.
 *
 * @throws GraphQLError with the code VARIABLES_TOO_LARGE
 */
export function priceOfVariables({ variableDefinitions = [] }: OperationDefinitionNode, variables: Variables): number {
  const { values, characters } = sizeOf(variables);
  if (characters > variableLimits.characters) {
    const short = variableDefinitions.filter(({ type }) => !longTexts.has(nameOf(type)));
    const sizes: [object, number][] = [
      [short.map(({ variable }) => variables[variable.name.value]), variableLimits.characters],
      ...variableDefinitions.map(({ type, variable }): [object, number] => [
        [variables[variable.name.value]],
        longTexts.get(nameOf(type)) ?? Infinity,
      ]),
    ];
    for (const [texts, most] of sizes)
      if (sizeOf(texts).characters > most) throw tooLarge(`have more than ${most} characters`);
  }
  return Math.floor(values / VALUES_PER_UNIT);
}

/** The size of a value. It stops as soon as that is too much. */
function sizeOf(root: object): { values: number; characters: number } {
  let [values, characters] = [0, 0];
  let level: object[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > variableLimits.depth) throw tooLarge(`are nested more than ${variableLimits.depth} deep`);
    const below: object[] = [];
    for (const parent of level) {
      const children: unknown[] = Array.isArray(parent) ? parent : Object.values(parent);
      values += children.length;
      if (values > variableLimits.values) throw tooLarge(`have more than ${variableLimits.values} values`);
      for (const child of children) {
        if (typeof child === "string") characters += child.length;
        if (typeof child === "object" && child !== null) below.push(child);
      }
    }
    level = below;
  }
  return { values, characters };
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

function tooLarge(fault: string): GraphQLError {
  return new GraphQLError(`The variables ${fault}. Send less at once.`, {
    extensions: { code: "VARIABLES_TOO_LARGE", http: { status: 400 } },
  });
}
