import type { PolicyTerms } from "@coachwork/schema";
import type { SessionFacts, SessionPart } from "./session-facts.js";

/** How somebody can stay away from a session: by cancelling it, or in a group by leaving alone. */
export type Withdrawal = "CANCEL" | "EXCUSE" | "LEAVE_SEAT";

/** What somebody may do about a session ahead. Whether it is too late for it the command says. */
export interface SessionSteps {
  readonly mayMove: boolean;
  readonly withdrawal: Withdrawal | null;
}

export const noSteps: SessionSteps = { mayMove: false, withdrawal: null };

/** What a person may do about a session in which they have this part. */
export function stepsUnder(
  { clientsCancel, clientsReschedule }: Pick<PolicyTerms, "clientsCancel" | "clientsReschedule">,
  part: SessionPart,
  { session, format }: Pick<SessionFacts, "session" | "format">,
): SessionSteps {
  if (part === "COACH") return { mayMove: true, withdrawal: "CANCEL" };
  if (part === "SPONSOR") return noSteps;
  if (format === "GROUP") return { mayMove: false, withdrawal: session.capacity === null ? "EXCUSE" : "LEAVE_SEAT" };
  return { mayMove: clientsReschedule !== "NEVER", withdrawal: clientsCancel === "NEVER" ? null : "CANCEL" };
}
