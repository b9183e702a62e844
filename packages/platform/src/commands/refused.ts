import type { Refusal } from "@coachwork/schema";
import type { Result } from "@coachwork/schema";

/** Carries an expected refusal out of a transaction, which it rolls back. Never reaches a client as an error. */
export class Refused extends Error {
  constructor(
    readonly refusals: readonly Refusal[],
    /** What the payload says besides, such as a report of what was wrong where. */
    readonly result: Result | null = null,
  ) {
    super(refusals.map(({ message }) => message).join(" "));
  }
}

/**
 * Carries out of a transaction, which it rolls back, that somebody else was faster: what it had read and judged holds no
 * longer. The command is tried again, as after a serialisation conflict, and judges anew.
 */
export class Overtaken extends Error {
  readonly code = "40001";
}
