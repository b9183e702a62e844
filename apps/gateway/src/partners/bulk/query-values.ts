import { MAX_PAGE } from "@coachwork/reader";
import { flawOfText } from "@coachwork/schema";
import {
  BREAK,
  type DocumentNode,
  type FieldNode,
  getNamedType,
  type GraphQLSchema,
  Kind,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { LIST } from "./export-query.js";

/** What is wrong with a value, and where it was given. */
export interface ValueFlaw {
  readonly field: "query" | "variables";
  readonly message: string;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * What no page could be answered with, although its type is right: a size of a list within the list, or a text that no database
 * takes. Undefined if there is nothing.
 *
 * @param given the variables as they came
 * @param coerced the same, with defaults
 */
export function flawOfValues(
  schema: GraphQLSchema,
  document: DocumentNode,
  given: Values,
  coerced: Values,
): ValueFlaw | undefined {
  const types = new TypeInfo(schema);
  let found = flawInVariables(given);
  if (found) return found;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const type = getNamedType(types.getType())?.name ?? "";
        if (type.endsWith("Connection") && node.alias?.value !== LIST) found = flawOfSize(node, coerced);
        return found && BREAK;
      },
      StringValue({ value }) {
        found = flawIn(value, "query");
        return found && BREAK;
      },
    }),
  );
  return found;
}

function flawOfSize({ name: list, arguments: all = [] }: FieldNode, coerced: Values): ValueFlaw | undefined {
  const sizes = all.filter(({ name }) => name.value === "first" || name.value === "last");
  const values = sizes.map(({ name, value }) => {
    const field = value.kind === Kind.VARIABLE ? ("variables" as const) : ("query" as const);
    return { name: name.value, field, size: valueFromASTUntyped(value, coerced) as number | null | undefined };
  });
  const [one, ...more] = values.filter(({ size }) => size != null);
  if (!one || more.length > 0)
    return {
      field: values.some(({ field }) => field === "variables") ? "variables" : "query",
      message: `In ${list.value}, give either first or last: how many you want of each object, 1 to ${MAX_PAGE}.`,
    };
  const { name, field, size } = one;
  if (size! >= 1 && size! <= MAX_PAGE) return undefined;
  return { field, message: `In ${list.value}, ${name} is ${size}; it must be between 1 and ${MAX_PAGE}.` };
}

function flawInVariables(given: unknown): ValueFlaw | undefined {
  if (typeof given === "string") return flawIn(given, "variables");
  if (typeof given !== "object" || given === null) return undefined;
  for (const value of Object.values(given)) {
    const flaw = flawInVariables(value);
    if (flaw) return flaw;
  }
  return undefined;
}

function flawIn(text: string, field: ValueFlaw["field"]): ValueFlaw | undefined {
  const flaw = flawOfText(text);
  return flaw === undefined ? undefined : { field, message: `A text has ${flaw}. Leave it out.` };
}
