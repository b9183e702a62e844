import type { CommandContext, Transaction } from "@coachwork/platform";
import { Feedback, feedbackMoves } from "@coachwork/schema";

/** The participant's request in an engagement that nobody has answered yet. */
export async function openRequestOf(
  transaction: Transaction,
  engagementId: string,
  participantId: string,
): Promise<Feedback | null> {
  return transaction.findOne(Feedback, { engagementId, participantId, status: "REQUESTED" });
}

/** An open request, locked. */
export async function requestToClose(context: CommandContext<"NOT_OPEN">, id: string): Promise<Feedback> {
  const request = await context.fetch(Feedback, id, "id", { lock: true });
  if (feedbackMoves[request.status].length > 0) return request;
  return context.refuse("NOT_OPEN", "id", `The request is already ${request.status}.`);
}

/** Feedback that the viewer gave, locked. */
export async function ownFeedback(context: CommandContext<never>, id: string, what: string): Promise<Feedback> {
  const feedback = await context.fetch(Feedback, id, "id", { lock: true });
  if (feedback.status === "GIVEN" && feedback.authorId === context.actor.personId) return feedback;
  return context.refuse("FORBIDDEN", "id", `Only the coach or mentor who gave feedback can ${what} it.`);
}
