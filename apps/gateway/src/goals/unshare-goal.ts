import { implement } from "@coachwork/platform";
import { Goal, UnshareGoal, uuidOf } from "@coachwork/schema";
import { standingIn } from "./goal-standing.js";
import { setSharing } from "./set-sharing.js";

/** Takes back what is shared of a goal. Whose goal it is can do so even when they do not see it any more. */
export const unshareGoal = implement(UnshareGoal, async (context, input) => {
  const { transaction, actor } = context;
  const own = await transaction.findOne(Goal, { id: uuidOf(Goal, input.id), participantId: actor.personId! });
  const goal = own ?? (await context.fetch(Goal, input.id, "id", { lock: true }));
  const { isParticipant } = await standingIn(context, goal.engagementId);
  if (!own && !(isParticipant && goal.participantId === null))
    context.refuse("FORBIDDEN", "id", "Only the participant who shares a goal takes it back.");
  return setSharing(context, goal, "NONE");
});
