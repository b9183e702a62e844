import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { pairsToMerge } from "./document-repeats.js";

/** The limits of a document that depend only on its text. */
export const limits = {
  /**
   * Of the text. Text without tokens, such as comments, costs too: each error's position is counted from the first
   * line.
   */
  characters: 100_000,
  /** The number of errors to look for. One more is reported as too many. */
  faults: 5,
  /** Tokens that the parser reads. */
  tokens: 4_000,
  /**
   * Fields, spreads and inline fragments, with fragments expanded. A bomb of nested fragments is large only when
   * expanded.
   */
  selections: 5_000,
  depth: 12,
  /** Aliased fields, fragments expanded. */
  aliases: 60,
  directives: 60,
  /** Fragment definitions: each one is compared with every other. */
  fragments: 100,
  /** Pairs of fields with the same name in the same place: 100 times the same field, or ten times in 100 places. */
  pairs: 5_000,
} as const;

/** Size of a selection with its fragments expanded. */
interface Size {
  readonly selections: number;
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
}

const NOTHING: Size = { selections: 0, depth: 0, aliases: 0, directives: 0 };

/** The nesting of selections, with fragments expanded. Deeper ones are not measured. */
const NESTING = 100;

/**
 * Why a document is too large, or nothing if it is not. It is measured before GraphQL's own rules, because these take
 * time and stack for what they check.
 */
export function tooLarge(document: DocumentNode): readonly GraphQLError[] {
  const measure = new Measure(document);
  const large = document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .flatMap((operation) => exceeded(operation, measure.of(operation.selectionSet)));
  return large.length > 0 ? large : tooMuchToCompare(document);
}

function tooMuchToCompare(document: DocumentNode): readonly GraphQLError[] {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length;
  if (fragments > limits.fragments)
    return [
      documentTooLarge(
        `The document has ${fragments} fragments, but at most ${limits.fragments} are allowed.`,
        "fragments",
      ),
    ];
  if (pairsToMerge(document) > limits.pairs)
    return [
      documentTooLarge(
        "The document selects the same fields too often. Select each once, or use different aliases.",
        "pairs",
      ),
    ];
  return [];
}

function exceeded(operation: OperationDefinitionNode, size: Size): GraphQLError[] {
  const name = operation.name ? `The operation ${operation.name.value}` : "The operation";
  return (Object.keys(size) as (keyof Size)[])
    .filter((measure) => size[measure] > limits[measure])
    .map((measure) => {
      const found = measure === "depth" ? "is nested too deeply" : `has too many ${measure}`;
      const message = `${name} ${found}: at most ${limits[measure]} are allowed. Ask for less at once.`;
      return documentTooLarge(message, measure);
    });
}

/** The refusal of a document, with the name of the exceeded limit if there is one. */
export function documentTooLarge(message: string, limit?: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "DOCUMENT_TOO_LARGE", ...(limit && { limit }) } });
}

/** Introspection nests types in types and costs nothing. Where it is allowed at all, it is not limited. */
function depthOf(field: string, inner: number): number {
  return field.startsWith("__") ? 1 : inner + 1;
}

/** Measures each fragment once, so that the time is linear in the text, however much it expands to. */
class Measure {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #sizes = new Map<string, Size>();

  constructor(document: DocumentNode) {
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  of(set: SelectionSetNode | undefined, nesting = 0): Size {
    let total = NOTHING;
    if (nesting > NESTING) return { ...NOTHING, depth: Infinity };
    for (const selection of set?.selections ?? []) {
      const field = selection.kind === Kind.FIELD;
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? this.#fragment(selection.name.value, nesting + 1)
          : this.of(selection.selectionSet, nesting + 1);
      total = {
        selections: total.selections + inner.selections + 1,
        depth: Math.max(total.depth, field ? depthOf(selection.name.value, inner.depth) : inner.depth),
        aliases: total.aliases + inner.aliases + (field && selection.alias ? 1 : 0),
        directives: total.directives + inner.directives + (selection.directives?.length ?? 0),
      };
    }
    return total;
  }

  #fragment(name: string, nesting: number): Size {
    const known = this.#sizes.get(name);
    if (known) return known;
    this.#sizes.set(name, NOTHING); // a fragment within itself is reported by another rule and must not hang this one
    const size = this.of(this.#fragments.get(name)?.selectionSet, nesting);
    this.#sizes.set(name, size);
    return size;
  }
}
