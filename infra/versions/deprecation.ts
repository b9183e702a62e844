import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type NamedTypeNode,
  parse,
  print,
  visit,
} from "graphql";

/** Kinds of what can be deprecated, and then removed. */
const members = [Kind.FIELD_DEFINITION, Kind.INPUT_VALUE_DEFINITION, Kind.ENUM_VALUE_DEFINITION] as const;

const roots = ["Query", "Mutation", "Subscription"];

/** The day from which something deprecated may be removed, `YYYY-MM-DD`: the last one that its reason names. */
function endOf(directives: readonly ConstDirectiveNode[] = []): string | undefined {
  const deprecated = directives.find(({ name }) => name.value === "deprecated");
  const reason = deprecated?.arguments?.find(({ name }) => name.value === "reason")?.value;
  return reason?.kind === Kind.STRING ? reason.value.match(/\b\d{4}-\d{2}-\d{2}\b/g)?.at(-1) : undefined;
}

/** What a schema deprecates without saying from which day on it may be removed. */
export function deprecatedWithoutEnd(schema: string): string[] {
  const found: string[] = [];
  visit(parse(schema), {
    enter(node) {
      if (!(members as readonly string[]).includes(node.kind)) return;
      const { name, directives } = node as { name: { value: string }; directives?: readonly ConstDirectiveNode[] };
      if (directives?.some((each) => each.name.value === "deprecated") && !endOf(directives)) found.push(name.value);
    },
  });
  return found;
}

/** A schema without what may be removed by a day: what is deprecated and ran its time, and the types that nothing else uses. */
export function withoutEnded(schema: string, today: string): string {
  const hasEnded = (node: { directives?: readonly ConstDirectiveNode[] }) =>
    (endOf(node.directives) ?? "9999") <= today ? null : undefined;
  const left: DocumentNode = visit(parse(schema), Object.fromEntries(members.map((kind) => [kind, hasEnded])));
  const used = usedIn(left);
  return print({ ...left, definitions: left.definitions.filter((each) => used.has(nameOf(each) ?? each)) });
}

/** The names of the types that a client can meet, and definitions that are no types. */
function usedIn({ definitions }: DocumentNode): ReadonlySet<unknown> {
  const used = new Set<unknown>(definitions.filter((each) => nameOf(each) === undefined));
  const waiting = definitions.filter((each) => roots.includes(nameOf(each) ?? ""));
  for (let type = waiting.pop(); type; type = waiting.pop()) {
    if (used.has(nameOf(type))) continue;
    used.add(nameOf(type));
    const named = new Set([nameOf(type)]);
    visit(type, { NamedType: ({ name }) => void named.add(name.value) });
    // Objects are met by their interfaces, too.
    waiting.push(...definitions.filter((each) => named.has(nameOf(each)) || implementsOneOf(each, named)));
  }
  return used;
}

function implementsOneOf(definition: DefinitionNode, names: ReadonlySet<string | undefined>): boolean {
  const { interfaces = [] } = definition as { interfaces?: readonly NamedTypeNode[] };
  return interfaces.some(({ name }) => names.has(name.value));
}

function nameOf(definition: DefinitionNode): string | undefined {
  return definition.kind.endsWith("TypeDefinition") && "name" in definition ? definition.name?.value : undefined;
}
