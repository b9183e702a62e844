import { type AttendanceStatus, came, type PolicyTerms } from "@coachwork/schema";
import type { Settlement } from "../allocation/allocation.js";

/** The status that attendance gives a session. */
interface Outcome {
  readonly status: "COMPLETED" | "NO_SHOW";
  /** Whether somebody was absent without an excuse. Only then can a session to which nobody came cost anything. */
  readonly isMissed: boolean;
}

/**
 * The status of a session, by who came. If one participant came, it took place. If no participants were expected,
 * nobody can be missing, and the session is what its coaches made of it.
 */
export function outcomeOf(statuses: readonly AttendanceStatus[]): Outcome {
  const tookPlace = statuses.length === 0 || statuses.some(came);
  return tookPlace
    ? { status: "COMPLETED", isMissed: false }
    : { status: "NO_SHOW", isMissed: statuses.includes("NO_SHOW") };
}

/** What happens to the session's reserved amount. An accepted excuse costs nothing. */
export function settlementOf({ status, isMissed }: Outcome, policy: Pick<PolicyTerms, "noShowForfeits">): Settlement {
  if (status === "COMPLETED") return "USE";
  return isMissed && policy.noShowForfeits ? "FORFEIT" : "RELEASE";
}
