/** How much of the work to be shared a coach has had so far. */
export interface Share {
  readonly coachId: string;
  /** The number of sessions. Any measure works if it is the same for all. */
  readonly had: number;
  /** The time of the last one, in epoch milliseconds. Default: never. */
  readonly lastAt?: number | undefined;
}

/** Orders coaches by turn: fewest sessions first, then the longest wait, then the id. For `sort`. */
export function byFairness(a: Share, b: Share): number {
  return a.had - b.had || compare(a.lastAt ?? -Infinity, b.lastAt ?? -Infinity) || byId(a, b);
}

/** By id, as the database orders UUIDs. For `sort`. */
export function byId(a: Share, b: Share): number {
  return compare(a.coachId, b.coachId);
}

function compare<T>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
