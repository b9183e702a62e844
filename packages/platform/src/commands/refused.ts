import type { Refusal } from "@coachwork/schema";
import type { Result } from "@coachwork/schema";

/** Carries an expected refusal out of a transaction and rolls it back. Clients never see it as an error. */
export class Refused extends Error {
  constructor(
    readonly refusals: readonly Refusal[],
    /** What the payload contains besides, such as a report of what was wrong where. */
    readonly result: Result | null = null,
  ) {
    super(refusals.map(({ message }) => message).join(" "));
  }
}

/**
 * Signals that somebody else was faster, so what the command read is out of date. It rolls the transaction back, and
 * the command is retried as after a serialization conflict.
 */
export class Overtaken extends Error {
  readonly code = "40001";
}
