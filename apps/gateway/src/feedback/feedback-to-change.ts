import type { CommandContext, Transaction } from "@coachwork/platform";
import { Feedback, feedbackMoves } from "@coachwork/schema";

/**
 * The id of the participant's request in an engagement that nobody has answered yet. It is locked, so that one which is
 * withdrawn or declined at the same moment is not found.
 */
export async function openRequestOf(
  transaction: Transaction,
  engagementId: string,
  participantId: string,
): Promise<string | undefined> {
  const [request] = await transaction.query<{ id: string }>(
    `select id from feedback where firm_id = $1::uuid and engagement_id = $2::uuid and participant_id = $3::uuid
       and status = 'REQUESTED' for no key update`,
    [transaction.scope.firmId, engagementId, participantId],
  );
  return request?.id;
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
