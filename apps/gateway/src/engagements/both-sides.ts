import { type ContextOf } from "@coachwork/platform";
import { type ActivateEngagement } from "@coachwork/schema";
import { COACHES, holdsFrom, type Membership, membersOf, PARTICIPANTS } from "./membership.js";

/** Refuses an engagement that has nobody on one of its sides, today or later. Gives its coaches. */
export async function checkBothSides(
  context: ContextOf<typeof ActivateEngagement>,
  engagementId: string,
): Promise<{ readonly coachIds: readonly string[] }> {
  const { transaction, actor } = context;
  const there = (members: readonly Membership[]) => members.filter((each) => holdsFrom(each, actor.today));
  const coaches = there(await membersOf(transaction, COACHES, engagementId));
  if (coaches.length === 0) {
    context.refuse("NEEDS_COACH", "id", "The engagement has no coach. Add one first.");
  }
  if (there(await membersOf(transaction, PARTICIPANTS, engagementId)).length === 0) {
    context.refuse("NEEDS_PARTICIPANT", "id", "The engagement has no participant. Add one first.");
  }
  return { coachIds: coaches.map(({ personId }) => personId) };
}
