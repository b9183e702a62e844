import type { World } from "../world.ts";

/** A GraphQL request. */
export interface Question {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** One request of a page, as each server takes it. */
export interface Request {
  readonly coachwork: Question;
  readonly postgraphile: Question;
  /** Values of the hand-written statement: $2 and on. $1 is the viewer's firm. */
  readonly limit: readonly unknown[];
  /** Where it differs from Coachwork's. */
  readonly naive?: Question;
}

/** A page that a frontend shows, and how each server is asked for it. */
export interface Page {
  readonly name: string;
  readonly says: string;
  readonly viewer: "owner" | "coach";
  /**
   * The statement that somebody who knows the page and nothing else would write: the answer's JSON, finished, in one text.
   * Firms are kept apart by the policies and by `$1`; what a role may see inside its firm it leaves to others.
   */
  readonly statement: string;
  /** The requests of a round, in the order in which every server gets them. */
  requests(world: World): readonly Request[];
}
