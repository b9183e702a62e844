import type { Refusal } from "@coachwork/schema";

/** JSON: what a mutation answers is kept under its idempotency key. */
export type Result = { readonly [field: string]: unknown };

/** What became of a command: done, with the ids of what it changed, or refused, perhaps with a report. */
export interface Outcome {
  readonly result: Result | null;
  readonly refusals: readonly Refusal[];
}
