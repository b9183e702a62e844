import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";

/** A random operation with its variables. */
export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Real ids by the prefix of their type, and cursors that the API gave out. */
export interface Known {
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly cursors: readonly string[];
}

/** Random, but the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Generates operations over everything the schema has for reading: aliases, fragments, directives, variables, pages, nodes. */
export class OperationGenerator {
  readonly #random: () => number;
  readonly #fragments: string[] = [];
  readonly #variables: Record<string, { type: string; value: unknown }> = {};
  #counter = 0;
  #inInterface = false;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly known: Known,
    seed: number,
  ) {
    this.#random = randomOf(seed);
  }

  generate(): RandomOperation {
    const query = this.schema.getQueryType()!;
    // What asks for more than an id is computed, and tried where it is at home.
    const readable = Object.values(query.getFields()).filter(({ args }) =>
      args.every((argument) => argument.name === "id" || !isRequiredArgument(argument)),
    );
    const fields = this.#some(readable, 1, 3).map((field) => this.#field(field, 5));
    // A field that is no SQL makes graphql-js go on from what the database answered.
    if (this.#chance(0.3)) fields.push("__schema { queryType { name } }");
    if (this.#chance(0.2)) fields.push("__typename");
    const names = Object.keys(this.#variables);
    const definitions = names.map((name) => `$${name}: ${this.#variables[name]!.type}`);
    const head = definitions.length > 0 ? `query(${definitions.join(", ")})` : "query";
    return {
      query: `${head} { ${fields.join(" ")} } ${this.#fragments.join(" ")}`,
      variables: Object.fromEntries(names.map((name) => [name, this.#variables[name]!.value])),
    };
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    const alias = this.#inInterface || this.#chance(0.25) || field.args.length > 0 ? `a${(this.#counter += 1)}: ` : "";
    const head = `${alias}${field.name}${this.#arguments(field)}${this.#directive()}`;
    if (isLeafType(type)) return head;
    if (isInterfaceType(type)) {
      // Fields of one name have other types in other objects, so that each needs a key of its own.
      this.#inInterface = true;
      const concrete = this.#some(this.schema.getPossibleTypes(type), 2, 6).map(
        (one) => `... on ${one.name} ${this.#selection(one, depth - 1)}`,
      );
      this.#inInterface = false;
      return `${head} { id ${concrete.join(" ")} }`;
    }
    return `${head} ${this.#selection(type as GraphQLObjectType, depth - 1)}`;
  }

  #selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).filter(({ name }) => name !== "nextFreeSlot" && name !== "chart");
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
    const objects = depth > 0 ? fields.filter((field) => isObjectType(getNamedType(field.type))) : [];
    const chosen = [...this.#some(leaves, 1, 4), ...this.#some(objects, 0, 2)].map((field) =>
      this.#field(field, depth),
    );
    if (depth > 0 && chosen.length === 0) chosen.push("__typename");
    if (this.#chance(0.3)) chosen.push("__typename");
    const text = chosen.length > 0 ? chosen.join(" ") : "__typename";
    if (this.#chance(0.15)) return `{ ... on ${type.name}${this.#directive()} { ${text} } __typename }`;
    if (this.#chance(0.15)) {
      const name = `F${(this.#counter += 1)}`;
      this.#fragments.push(`fragment ${name} on ${type.name} { ${text} }`);
      return `{ ...${name} ...${name} }`;
    }
    return `{ ${text} }`;
  }

  #arguments({ args }: GraphQLField<unknown, unknown>): string {
    const given: string[] = [];
    const paged = args.some(({ name }) => name === "first");
    const side = this.#chance(0.8) ? "first" : "last";
    if (paged) given.push(`${side}: ${this.#value("Int!", this.#pick([1, 2, 3, 7, 100]))}`);
    for (const { name, type } of args) {
      const named = getNamedType(type);
      if (name === "id") given.push(`id: ${this.#value("ID!", this.#id())}`);
      if (name === "orderBy" && isEnumType(named) && this.#chance(0.4)) {
        const value = this.#pick(named.getValues()).name;
        given.push(`orderBy: ${this.#chance(0.5) ? value : this.#variable(named.name, value)}`);
      }
      if ((name === "after" || name === "before") && this.#chance(0.15) && this.known.cursors.length > 0) {
        given.push(`${name}: ${this.#value("String", this.#pick(this.known.cursors))}`);
      }
    }
    return given.length > 0 ? `(${given.join(", ")})` : "";
  }

  #id(): string {
    const prefix = this.#pick(Object.keys(this.known.ids));
    return this.#chance(0.9) ? this.#pick(this.known.ids[prefix]!) : `${prefix}_nonsense`;
  }

  #directive(): string {
    if (this.#chance(0.85)) return "";
    const value = this.#chance(0.7);
    const word = this.#chance(0.5) ? "include" : "skip";
    return ` @${word}(if: ${this.#value("Boolean!", word === "include" ? value : !value)})`;
  }

  /** A literal, or a variable of that value. */
  #value(type: string, value: unknown): string {
    return this.#chance(0.5) ? JSON.stringify(value) : this.#variable(type, value);
  }

  #variable(type: string, value: unknown): string {
    const name = `v${(this.#counter += 1)}`;
    this.#variables[name] = { type, value };
    return `$${name}`;
  }

  #some<T>(from: readonly T[], least: number, most: number): T[] {
    const count = Math.min(from.length, least + Math.floor(this.#random() * (most - least + 1)));
    return [...from].sort(() => this.#random() - 0.5).slice(0, count);
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)]!;
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }
}
