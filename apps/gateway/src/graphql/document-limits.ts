import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { pairsToMerge } from "./document-repeats.js";

/** What a document may cost before anything is known of it but its text. */
export const limits = {
  /** Of the text. What is no token, such as a comment, costs too: each fault is looked for from the first line on. */
  characters: 100_000,
  /** Faults that are looked for: one more is told to be too many. */
  faults: 5,
  /** Tokens that the parser reads. */
  tokens: 4_000,
  /** Fields, spreads and inline fragments, fragments expanded. A bomb of nested fragments is large only when expanded. */
  selections: 5_000,
  depth: 12,
  /** Aliased fields, fragments expanded. */
  aliases: 60,
  directives: 60,
  /** Definitions of fragments: each is compared with each. */
  fragments: 100,
  /** Pairs of fields with one name in one place: 100 times the same field, or ten times at 100 places. */
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

/** What selections in selections may nest, fragments expanded: what is deeper is not measured any further. */
const NESTING = 100;

/**
 * Why a document is too large; nothing where it is not. It is measured before any rule of GraphQL looks at it: those take
 * time and stack for what they judge.
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
        `The document has ${fragments} fragments: at most ${limits.fragments} are allowed.`,
        "fragments",
      ),
    ];
  if (pairsToMerge(document) > limits.pairs)
    return [
      documentTooLarge(
        "The document selects the same fields too often: select each once, or give it another alias.",
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

/** The refusal of a document, with the name of the limit where it has one. */
export function documentTooLarge(message: string, limit?: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "DOCUMENT_TOO_LARGE", ...(limit && { limit }) } });
}

/** The schema's description of itself nests types in types and costs nothing: where it may be asked for at all, it may. */
function depthOf(field: string, inner: number): number {
  return field.startsWith("__") ? 1 : inner + 1;
}

/** Measures each fragment once, so that measuring is linear in the text however much it expands to. */
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
    this.#sizes.set(name, NOTHING); // a fragment within itself is another rule's error and must not hang this one
    const size = this.of(this.#fragments.get(name)?.selectionSet, nesting);
    this.#sizes.set(name, size);
    return size;
  }
}
