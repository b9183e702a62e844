import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from "graphql";

/** The fields in one place of an answer, by response name: how often they are selected, and the fields below them. */
type Place = Map<string, { count: number; readonly below: Place }>;

/**
 * How many pairs of fields in a document would be merged in its answer. GraphQL compares every pair, so a name selected
 * 700 times takes as long as 245,000 fields. All fragments count as one place, because any of them may be spread beside
 * any other.
 */
export function pairsToMerge(document: DocumentNode): number {
  const fragments: Place = new Map();
  let pairs = 0;
  const select = ({ selections }: SelectionSetNode, place: Place): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) select(selection.selectionSet, place);
      if (selection.kind !== Kind.FIELD) continue;
      const field = fieldAt(place, selection);
      pairs += field.count;
      field.count += 1;
      if (selection.selectionSet) select(selection.selectionSet, field.below);
    }
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) select(definition.selectionSet, new Map());
    if (definition.kind === Kind.FRAGMENT_DEFINITION) select(definition.selectionSet, fragments);
  }
  return pairs;
}

function fieldAt(place: Place, { alias, name }: FieldNode): { count: number; readonly below: Place } {
  const key = (alias ?? name).value;
  const known = place.get(key) ?? { count: 0, below: new Map() };
  place.set(key, known);
  return known;
}
