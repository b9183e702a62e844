import { GraphQLError, Kind, type OperationDefinitionNode, type TypeNode } from "graphql";

/** What an operation's variables may be. */
const variableLimits = {
  /** Items of lists and fields of objects, all together. */
  values: 5_000,
  /** Lists and objects within one another. */
  depth: 12,
  /** Characters of all texts together, but for those of `longTexts`. */
  characters: 100_000,
} as const;

/** Characters of variables that may hold a whole file. Of a roster only the size of the request bounds them. */
const longTexts: ReadonlyMap<string, number> = new Map([
  ["String", Infinity],
  ["ImportPeopleInput", Infinity],
  ["ImportBusyCalendarInput", 1_000_000],
]);

/** Values that cost as much as one object: to check, send on and look up each takes a part of what reading one does. */
const VALUES_A_UNIT = 10;

type Variables = Readonly<Record<string, unknown>>;

/**
 * What it costs to take an operation's variables, before anything looks at what they mean: a list that is valid costs time,
 * and each item that is not costs more.
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
  return Math.floor(values / VALUES_A_UNIT);
}

/** How much there is below a value. It stops where there is too much, so that it takes no longer than that. */
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
