/** The first of some slots, and whether there are more. To continue, ask with the last one's start as `after`. */
export interface SlotPage<T> {
  readonly slots: T[];
  readonly hasMore: boolean;
}

/** The first n items of a lazy sequence. At most one more is computed. */
export function firstPage<T>(slots: Iterable<T>, first: number): SlotPage<T> {
  const found: T[] = [];
  for (const slot of slots) {
    if (found.length === first) return { slots: found, hasMore: true };
    found.push(slot);
  }
  return { slots: found, hasMore: false };
}
