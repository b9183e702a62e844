import type { CommandContext } from "@coachwork/platform";
import { JoinRequest, type JoinRequestStatus } from "@coachwork/schema";

/** The event of each decision. */
const EVENTS = {
  CONFIRMED: "join_request.confirmed",
  DECLINED: "join_request.declined",
  WITHDRAWN: "join_request.withdrawn",
} as const satisfies Partial<Record<JoinRequestStatus, string>>;

type Context = CommandContext<"ALREADY_DECIDED">;

/** The request, locked, if it is still open. */
export async function requestToDecide(context: Context, id: string): Promise<JoinRequest> {
  const request = await context.fetch(JoinRequest, id, "id", { lock: true });
  if (request.status !== "WAITING") {
    const message = `The request is already ${request.status}.`;
    context.refuse("ALREADY_DECIDED", "id", message);
  }
  return request;
}

/** Like `requestToDecide`, for anybody but the requester: consent must come from another person. */
export async function requestOfAnother(context: Context, id: string): Promise<JoinRequest> {
  const request = await requestToDecide(context, id);
  if (request.personId !== context.actor.personId) return request;
  const message = "You made this request yourself, so another person must decide. You can withdraw it.";
  return context.refuse("FORBIDDEN", "id", message);
}

export async function decide(
  { transaction, actor, now }: Context,
  { id, engagementId }: JoinRequest,
  status: keyof typeof EVENTS,
): Promise<{ joinRequest: string }> {
  const decision = { status, decidedAt: new Date(now), decidedById: actor.personId };
  await transaction.update(JoinRequest, { id }, decision);
  transaction.tell({ type: EVENTS[status], ids: { engagement: engagementId, joinRequest: id } });
  return { joinRequest: id };
}
