import type { Refusal } from "@coachwork/schema";

/** Carries an expected refusal out of a transaction, which it rolls back. Never reaches a client as an error. */
export class Refused extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map(({ message }) => message).join(" "));
  }
}
