import { type ContextOf } from "@coachwork/platform";
import { type ActivateEngagement } from "@coachwork/schema";
import { COACHES, holdsFrom, membersOf, PARTICIPANTS } from "./membership.js";

/** Refuses an engagement that has nobody on one of its sides, today or later. */
export async function checkBothSides(
  context: ContextOf<typeof ActivateEngagement>,
  engagementId: string,
): Promise<void> {
  const { transaction, actor } = context;
  const isThere = (members: Parameters<typeof holdsFrom>[0][]) => members.some((each) => holdsFrom(each, actor.today));
  if (!isThere(await membersOf(transaction, COACHES, engagementId))) {
    context.refuse("NEEDS_COACH", "id", "The engagement has no coach. Add one first.");
  }
  if (!isThere(await membersOf(transaction, PARTICIPANTS, engagementId))) {
    context.refuse("NEEDS_PARTICIPANT", "id", "The engagement has no participant. Add one first.");
  }
}
