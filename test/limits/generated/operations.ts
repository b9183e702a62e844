import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import type { Random } from "./random.ts";
import type { Values } from "./values.ts";

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

/** Generates operations over the whole schema: most of them valid, the others nearly. */
export class Operations {
  #variables: Record<string, { readonly type: GraphQLInputType; readonly value: unknown }> = {};
  #names = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
    private readonly values: Values,
  ) {}

  next(): Sent {
    const { random } = this;
    if (random.chance(0.06)) return { query: random.pick(broken) };
    const kind = random.chance(0.7) ? "query" : random.chance(0.85) ? "mutation" : "subscription";
    return this.#spoilt(this.#operation(kind));
  }

  #operation(kind: "query" | "mutation" | "subscription"): Sent {
    this.#variables = {};
    const root = this.schema.getRootType(kind as never)!;
    const fields = this.random.some(Object.values(root.getFields()), 1, kind === "query" ? 2 : 1);
    const selection = fields.map((field) => this.#field(field, 4)).join(" ");
    const declared = Object.entries(this.#variables).map(([name, { type }]) => `$${name}: ${String(type)}`);
    const head = declared.length > 0 ? `${kind} Generated(${declared.join(", ")})` : `${kind} Generated`;
    const values = Object.entries(this.#variables).map(([name, { value }]) => [name, value] as const);
    return { query: `${head} { ${selection} }`, variables: Object.fromEntries(values) };
  }

  /** Mostly as it is; else with a slip that a client, or somebody who means harm, makes. */
  #spoilt(sent: Sent): Sent {
    const { random } = this;
    if (random.chance(0.75)) return sent;
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

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const given = field.args.filter((argument) => {
      if (argument.name === "first") return this.random.chance(0.9);
      if (argument.name === "last") return this.random.chance(0.08);
      return this.random.chance(isRequiredArgument(argument) ? 0.98 : 0.35);
    });
    const args = given.map(({ name, type }) => `${name}: $${this.#variable(type, name)}`);
    const alias = field.args.length > 0 ? `a${(this.#names += 1)}: ` : "";
    const head = `${alias}${field.name}${args.length > 0 ? `(${args.join(", ")})` : ""}`;
    const type = getNamedType(field.type);
    if (isLeafType(type)) return head;
    if (!isAbstractType(type)) return `${head} ${this.#selection(type as GraphQLObjectType, depth - 1)}`;
    const [concrete] = this.random.some(this.schema.getPossibleTypes(type), 1, 1);
    return `${head} { __typename ... on ${concrete!.name} ${this.#selection(concrete!, depth - 1)} }`;
  }

  #selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields());
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
    const objects = depth > 0 ? fields.filter((field) => isObjectType(getNamedType(field.type))) : [];
    const chosen = [...this.random.some(leaves, 0, 3), ...this.random.some(objects, 0, 2)];
    return `{ ${["__typename", ...chosen.map((field) => this.#field(field, depth))].join(" ")} }`;
  }

  #variable(type: GraphQLInputType, name: string): string {
    const variable = `v${(this.#names += 1)}`;
    this.#variables[variable] = { type, value: this.values.of(type, name) };
    return variable;
  }
}
