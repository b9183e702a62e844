import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoFragmentCyclesRule,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type ValidationRule,
} from "graphql";
import { LRUCache } from "lru-cache";
import { documentTooLarge, limits, tooLarge } from "./document-limits.js";
import { withCode } from "./error-codes.js";
import { subscriptionConditions } from "./subscription-conditions.js";

/** Clients' documents, parsed and validated once, since many clients send the same. */
export class Documents {
  readonly #valid = new LRUCache<string, DocumentNode>({
    max: 2_000,
    maxSize: 20_000_000,
    sizeCalculation: (_, text) => text.length + 1,
  });
  readonly #rules: readonly ValidationRule[];

  constructor(
    private readonly schema: GraphQLSchema,
    introspection: boolean,
  ) {
    const hidden = introspection ? [] : [NoSchemaIntrospectionCustomRule];
    this.#rules = [...specifiedRules, ...hidden];
  }

  /** The document, if it was read before. */
  known(text: string): DocumentNode | undefined {
    return this.#valid.get(text);
  }

  /** The document, or what is wrong with it. */
  read(text: string): DocumentNode | readonly GraphQLError[] {
    if (text.length > limits.characters) {
      const message = `The document has more than ${limits.characters} characters. Put long texts into variables.`;
      return [documentTooLarge(message)];
    }
    const document = parsed(text);
    if (document instanceof GraphQLError) return [document];
    const errors = this.faultsOf(document);
    if (errors.length > 0) return errors;
    this.#valid.set(text, document);
    return document;
  }

  /**
   * What is wrong with a parsed document. In this order: an oversized document is not validated, circular fragments would
   * lead other rules in circles, and a condition with a variable makes the rule of subscriptions' single field throw.
   */
  faultsOf(document: DocumentNode): readonly GraphQLError[] {
    const large = tooLarge(document);
    if (large.length > 0) return large;
    for (const rules of [[NoFragmentCyclesRule], [subscriptionConditions], this.#rules]) {
      const faults = this.#broken(document, rules);
      if (faults.length > 0) return faults;
    }
    return [];
  }

  #broken(document: DocumentNode, rules: readonly ValidationRule[]): readonly GraphQLError[] {
    const errors = validate(this.schema, document, rules, {
      hideSuggestions: true,
      maxErrors: limits.faults,
    });
    return errors.map((error) => withCode(withoutSuggestion(error), "GRAPHQL_VALIDATION_FAILED", 400));
  }
}

/** One rule always suggests a selection when a field needs one (`Did you mean "teams { ... }"?`). */
function withoutSuggestion(error: GraphQLError): GraphQLError {
  return Object.assign(error, { message: error.message.replace(/ Did you mean "[^"]*"\?$/, "") });
}

/** The document of a text that is short enough. It is not validated. */
export function parsed(text: string): DocumentNode | GraphQLError {
  try {
    return parse(text, { maxTokens: limits.tokens });
  } catch (error) {
    if (error instanceof GraphQLError) return withCode(error, "GRAPHQL_PARSE_FAILED", 400);
    // The parser recurses into nesting, so deep that its stack can overflow.
    if (error instanceof RangeError)
      return documentTooLarge("The document is nested too deeply. Ask for less at once.");
    throw error;
  }
}
