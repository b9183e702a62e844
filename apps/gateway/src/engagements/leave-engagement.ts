import { type ContextOf } from "@coachwork/platform";
import { type EndEngagementCoach, type EndMembershipInput } from "@coachwork/schema";
import type { Membership, Side } from "./membership.js";

type Context = ContextOf<typeof EndEngagementCoach>;

/** Ends a membership from a day on, or corrects an end that is still ahead. It stays in the history. */
export async function leaveEngagement(
  context: Context,
  { entity }: Side,
  input: EndMembershipInput,
): Promise<{ id: string; engagementId: string }> {
  const { transaction, actor } = context;
  const leftOn = input.leftOn ?? actor.today;
  const member = await context.fetch<Membership>(entity, input.id, "id", { lock: true });
  if (member.leftOn !== null && member.leftOn <= actor.today) {
    context.refuse("ALREADY_ENDED", "id", `The membership already ended on ${member.leftOn}.`);
  }
  if (leftOn < member.joinedOn) {
    const message = `The end ${leftOn} is before the first day ${member.joinedOn}. Give the same day or a later one.`;
    context.refuse("END_BEFORE_START", "leftOn", message);
  }
  const { id, engagementId } = member;
  await transaction.update<Membership>(entity, { id, engagementId }, { leftOn });
  return { id, engagementId };
}
