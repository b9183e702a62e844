/** What a coach has had so far, of the sessions that are to be shared out fairly. */
export interface Share {
  readonly coachId: string;
  /** How many; any measure will do, if it is the same for all. */
  readonly had: number;
  /** When the last one was, in epoch milliseconds. Default: never. */
  readonly lastAt?: number | undefined;
}

/** By whose turn it is: who has had least, then who was longest ago, then by id. For `sort`. */
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
