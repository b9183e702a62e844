import { implement } from "@coachwork/platform";
import { Goal, ShareGoal } from "@coachwork/schema";
import { standingIn } from "./goal-standing.js";
import { setSharing } from "./set-sharing.js";

/** Shares a goal with the sponsors, or shares more or less of it. Only whose goal it is can do so. */
export const shareGoal = implement(ShareGoal, async (context, input) => {
  const goal = await context.fetch(Goal, input.id, "id", { lock: true });
  const { isParticipant } = await standingIn(context, goal.engagementId);
  const isTheirs = goal.participantId === null || goal.participantId === context.actor.personId;
  if (!isParticipant || !isTheirs)
    context.refuse("FORBIDDEN", "id", "Only the participant shares a goal with sponsors.");
  return setSharing(context, goal, input.part);
});
