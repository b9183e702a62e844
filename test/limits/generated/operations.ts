import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isRequiredArgument,
} from "graphql";
import type { Random } from "./random.ts";
import { ID_OF, type Known, Values } from "./values.ts";

/** What a client sends as an operation. */
export interface Sent {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: unknown;
}

/** Nothing that a client would write on purpose. */
const broken = [
  "",
  "{",
  "}",
  "{ me { id }",
  "query",
  "subscription { __typename }",
  "mutation { __typename }",
  "type Query { a: Int }",
  "fragment F on Person { id }",
  "{ ...F } fragment F on Query { ...F }",
  "query A { me { id } } query B { me { name } }",
  "query A { me { id } } query A { me { id } }",
  "{ me @unknown { id } }",
  "{ me { id } } \0",
  '{ me { id } } # \ud83d "',
  'query ($a: [[[[[ID!]!]!]!]!]! = "x") { me { id } }',
  "query ($a: Person) { me { id } }",
  "{ __type(name: 1) { name } }",
  "{ a: me { id } a: firm { name } }",
  `{ ${"...on Query { ".repeat(600)} __typename ${"}".repeat(600)} }`,
  `{ people(first: 1, after: ${"[".repeat(1_900)}${"]".repeat(1_900)}) { nodes { id } } }`,
  `query ($a: ${"[".repeat(1_900)}ID${"]".repeat(1_900)}) { me { id } }`,
  `{ ...f0 } ${Array.from({ length: 200 }, (_, n) => `fragment f${n} on Query { ...f${(n + 1) % 200} }`).join(" ")}`,
  `{ ...f0 } ${Array.from({ length: 200 }, (_, n) => `fragment f${n} on Query { me { id } ...f${(n + 1) % 200} }`).join(" ")}`,
  `{ me { ...f0 } } ${Array.from({ length: 20 }, (_, n) => `fragment f${n} on Person { name ${n < 19 ? `...f${n + 1} ...f${n + 1}` : ""} }`).join(" ")}`,
];

type Kind = "query" | "mutation" | "subscription";

/** Generates operations over the whole schema: most of them valid, the others nearly. */
export class Operations {
  #variables: Record<string, { readonly type: string; readonly value: unknown }> = {};
  #fragments: string[] = [];
  #names = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
    private readonly known: Known,
  ) {}

  /** `subscriptions` is their share. */
  next(subscriptions = 0.05): Sent {
    const { random } = this;
    if (random.chance(0.04)) return { query: random.pick(broken) };
    const kind = random.chance(subscriptions) ? "subscription" : random.chance(0.65) ? "query" : "mutation";
    const values = new Values(random, this.known, random.chance(0.6));
    const sent = this.#operation(kind, values);
    return values.isCareful || random.chance(0.6) ? sent : this.#spoilt(sent);
  }

  #operation(kind: Kind, values: Values): Sent {
    this.#variables = {};
    this.#fragments = [];
    const root = this.schema.getRootType(kind as never)!;
    const fields = this.random.some(Object.values(root.getFields()), 1, kind === "query" ? 2 : 1);
    const selection = fields.map((field) => this.#field(field, 4, values)).join(" ");
    const declared = Object.entries(this.#variables).map(([name, { type }]) => `$${name}: ${type}`);
    const head = declared.length > 0 ? `${kind} Generated(${declared.join(", ")})` : `${kind} Generated`;
    const given = Object.entries(this.#variables).map(([name, { value }]) => [name, value] as const);
    return { query: [`${head} { ${selection} }`, ...this.#fragments].join(" "), variables: Object.fromEntries(given) };
  }

  /** With a slip that a client, or somebody who means harm, makes. */
  #spoilt(sent: Sent): Sent {
    const { random } = this;
    const at = random.below(sent.query.length);
    return random.pick<() => Sent>([
      () => ({ ...sent, query: sent.query.slice(0, at) + sent.query.slice(at + 1) }),
      () => ({
        ...sent,
        query:
          sent.query.slice(0, at) + random.pick(["{", "}", "x", "@skip(if: true)", "\u202e"]) + sent.query.slice(at),
      }),
      () => ({ ...sent, query: sent.query.replace(/\{ (\w+)/, "{ $1 @skip(if: true)") }),
      () => ({ ...sent, query: sent.query.replace(/\{ (\w+)/, "{ $1x") }),
      () => ({ ...sent, operationName: random.pick(["Generated", "Nobody", "", 1, null, {}, "\0"]) }),
      () => ({ ...sent, variables: random.pick<unknown>([{}, null, [], "text", 1, { __proto__: null }]) }),
      () => ({ query: sent.query }),
    ])();
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number, values: Values): string {
    const { random } = this;
    const given = field.args.filter((argument) => {
      if (argument.name === "first") return values.isCareful || random.chance(0.9);
      if (argument.name === "last") return !values.isCareful && random.chance(0.08);
      return random.chance(isRequiredArgument(argument) ? (values.isCareful ? 1 : 0.98) : 0.35);
    });
    const args = given.map(({ name, type }) => {
      const named = name === "id" ? `${ID_OF}${getNamedType(field.type).name}` : name;
      const value = name === "input" ? values.input(field.name, type) : values.of(type, named);
      // Of the whole page, a careful client pays for what it wants to see.
      const fewer = values.isCareful && name === "first" ? 1 + random.below(5) : value;
      return `${name}: $${this.#variable(String(type), fewer)}`;
    });
    const alias = field.args.length > 0 ? `a${(this.#names += 1)}: ` : "";
    const head = `${alias}${field.name}${args.length > 0 ? `(${args.join(", ")})` : ""}${this.#directive()}`;
    const type = getNamedType(field.type);
    if (isLeafType(type)) return head;
    if (!isAbstractType(type)) return `${head} ${this.#selection(type as GraphQLObjectType, depth - 1, values)}`;
    const [concrete] = random.some(this.schema.getPossibleTypes(type), 1, 1);
    return `${head} { __typename ... on ${concrete!.name} ${this.#selection(concrete!, depth - 1, values)} }`;
  }

  #selection(type: GraphQLObjectType, depth: number, values: Values): string {
    const { random } = this;
    const fields = Object.values(type.getFields());
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
    const objects = depth > 0 ? fields.filter((field) => !isLeafType(getNamedType(field.type))) : [];
    const chosen = [...random.some(leaves, 0, 3), ...random.some(objects, 0, 2)];
    const selection = `{ ${["__typename", ...chosen.map((field) => this.#field(field, depth, values))].join(" ")} }`;
    if (random.chance(0.1)) return `{ ...${this.#directive()} ${selection} }`;
    if (random.chance(0.1)) return `{ ... on ${type.name}${this.#directive()} ${selection} }`;
    if (!random.chance(0.1)) return selection;
    const name = `Part${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${type.name} ${selection}`);
    return `{ __typename ...${name}${this.#directive()} ...${name} }`;
  }

  /** Now and then something is skipped or included, as a variable or the document says. */
  #directive(): string {
    const { random } = this;
    if (!random.chance(0.05)) return "";
    const value = random.chance(0.5);
    const condition = random.chance(0.5) ? `$${this.#variable("Boolean!", value)}` : String(value);
    return ` @${random.pick(["skip", "include"])}(if: ${condition})`;
  }

  #variable(type: string, value: unknown): string {
    const variable = `v${(this.#names += 1)}`;
    this.#variables[variable] = { type, value };
    return variable;
  }
}
