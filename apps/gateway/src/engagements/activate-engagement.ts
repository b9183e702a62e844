import { type ContextOf, implement } from "@coachwork/platform";
import { ActivateEngagement } from "@coachwork/schema";
import { COACHES, holdsFrom, membersOf, PARTICIPANTS } from "./membership.js";
import { moveEngagement } from "./move-engagement.js";

type Context = ContextOf<typeof ActivateEngagement>;

/** Starts an engagement or resumes a paused one. It needs somebody on both sides, today or later. */
export const activateEngagement = implement(ActivateEngagement, (context, input) =>
  moveEngagement(context, input, "ACTIVE", ({ id }) => checkBothSides(context, id)),
);

async function checkBothSides(context: Context, engagementId: string): Promise<void> {
  const { transaction, actor } = context;
  const isThere = (members: Parameters<typeof holdsFrom>[0][]) => members.some((each) => holdsFrom(each, actor.today));
  if (!isThere(await membersOf(transaction, COACHES, engagementId))) {
    context.refuse("NEEDS_COACH", "id", "The engagement has no coach. Add one first.");
  }
  if (!isThere(await membersOf(transaction, PARTICIPANTS, engagementId))) {
    context.refuse("NEEDS_PARTICIPANT", "id", "The engagement has no participant. Add one first.");
  }
}
