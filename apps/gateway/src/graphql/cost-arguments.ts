import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type ValueNode,
  valueFromASTUntyped,
} from "graphql";

/** The values of an operation's variables, by name. */
export type Given = Readonly<Record<string, unknown>>;

/** The largest page. Asking for more, or giving no size, is refused when it is read. */
const LARGEST_PAGE = 100;

/** Reads the arguments that an operation's cost depends on, given the variables. */
export function reading(operation: OperationDefinitionNode) {
  const defaults = new Map(
    operation.variableDefinitions?.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue && valueFromASTUntyped(defaultValue),
    ]),
  );

  /** Reads one value. Undefined if there is none. */
  const read = (node: ValueNode | undefined): ((given: Given) => unknown) => {
    if (node?.kind === Kind.OBJECT) {
      const fields = node.fields.map(({ name, value }) => [name.value, read(value)] as const);
      return (given) => Object.fromEntries(fields.map(([name, value]) => [name, value(given)]));
    }
    if (node?.kind !== Kind.VARIABLE) {
      const value = node && valueFromASTUntyped(node);
      return () => value;
    }
    const name = node.name.value;
    const standard = defaults.get(name);
    return (given) => (given[name] === undefined ? standard : given[name]);
  };

  return {
    /** How many rows a connection's field asks for. Never negative, or one page would pay for another. */
    pageSize({ arguments: args }: FieldNode): (given: Given) => number {
      const [first, last] = ["first", "last"].map((name) => read(args?.find((arg) => arg.name.value === name)?.value));
      return (given) => {
        const size = first!(given) ?? last!(given);
        return typeof size === "number" ? Math.ceil(Math.min(Math.max(size, 0), LARGEST_PAGE)) : LARGEST_PAGE;
      };
    },

    /** Whether a field's filter searches for a text. Undefined if it has no filter. */
    searched({ arguments: args }: FieldNode): ((given: Given) => boolean) | undefined {
      const filter = args?.find((arg) => arg.name.value === "filter");
      if (!filter) return undefined;
      const values = read(filter.value);
      return (given) => Boolean((values(given) as Given | null | undefined)?.search);
    },

    /** The values of a field's arguments, by name. */
    named<Name extends string>(
      { arguments: args }: FieldNode,
      names: readonly Name[],
    ): (given: Given) => Readonly<Record<Name, unknown>> {
      const readers = names.map((name) => [name, read(args?.find((arg) => arg.name.value === name)?.value)] as const);
      return (given) =>
        Object.fromEntries(readers.map(([name, reader]) => [name, reader(given)])) as Record<Name, unknown>;
    },

    /** Whether `@include` and `@skip` let the selection be executed. Undefined if it has neither. */
    included({ directives = [] }: SelectionNode): ((given: Given) => boolean) | undefined {
      const conditions = directives
        .filter(({ name }) => name.value === "include" || name.value === "skip")
        .map((directive) => ({
          excludes: directive.name.value === "skip",
          read: read(directive.arguments?.find((arg) => arg.name.value === "if")?.value),
        }));
      if (conditions.length === 0) return undefined;
      return (given) => conditions.every((condition) => condition.read(given) !== condition.excludes);
    },
  };
}

/** An instant in epoch milliseconds, as coerced or as sent. NaN if it is none. */
export function instantOf(value: unknown): number {
  return value instanceof Date ? value.getTime() : typeof value === "string" ? Date.parse(value) : NaN;
}

/** How many values a list argument gives, as coerced or as sent: one value is a list of one, and none counts as the most. */
export function lengthOf(value: unknown, most: number): number {
  return Math.min(Array.isArray(value) ? value.length : value == null ? most : 1, most);
}
