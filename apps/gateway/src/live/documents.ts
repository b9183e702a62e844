import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import { LRUCache } from "lru-cache";
import { documentLimits, limits } from "../graphql/document-limits.js";

/** Documents that clients sent over sockets, parsed and validated once: many sockets send the same. */
export class Documents {
  readonly #valid = new LRUCache<string, DocumentNode>({
    max: 500,
    maxSize: 5_000_000,
    sizeCalculation: (_, text) => text.length + 1,
  });
  readonly #rules;

  constructor(
    private readonly schema: GraphQLSchema,
    introspection: boolean,
  ) {
    this.#rules = [...specifiedRules, documentLimits, ...(introspection ? [] : [NoSchemaIntrospectionCustomRule])];
  }

  /** The document, or what is wrong with it: the same rules as over HTTP. */
  parse(text: string): DocumentNode | readonly GraphQLError[] {
    const known = this.#valid.get(text);
    if (known) return known;
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens: limits.tokens });
    } catch (error) {
      return [error as GraphQLError];
    }
    const errors = validate(this.schema, document, this.#rules, { hideSuggestions: true });
    if (errors.length > 0) return errors;
    this.#valid.set(text, document);
    return document;
  }
}
