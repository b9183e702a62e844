import { type AttendanceStatus, came, type PolicyTerms } from "@coachwork/schema";
import type { Settlement } from "../allocation/allocation.js";

/** What attendance makes of a session. */
interface Outcome {
  readonly status: "COMPLETED" | "NO_SHOW";
  /** Whether somebody stayed away without a word, which alone can cost anything where nobody came. */
  readonly isMissed: boolean;
}

/**
 * What a session was, by who came. With one who came it took place, whoever else did not. Nobody is missed where nobody was
 * to come: such a session is what its coaches made of it.
 */
export function outcomeOf(statuses: readonly AttendanceStatus[]): Outcome {
  const tookPlace = statuses.length === 0 || statuses.some(came);
  return tookPlace
    ? { status: "COMPLETED", isMissed: false }
    : { status: "NO_SHOW", isMissed: statuses.includes("NO_SHOW") };
}

/** What becomes of what the session reserved. An excuse that whoever records it accepts costs nothing. */
export function settlementOf({ status, isMissed }: Outcome, policy: Pick<PolicyTerms, "noShowForfeits">): Settlement {
  if (status === "COMPLETED") return "USE";
  return isMissed && policy.noShowForfeits ? "FORFEIT" : "RELEASE";
}
