import { type ContextOf, implement, newId } from "@coachwork/platform";
import { type Engagement, type Goal, GoalProgress, GoalRevision, RecordGoalProgress } from "@coachwork/schema";
import { refuseUnmeasured } from "./goal-scale.js";
import { openGoal } from "./goal-standing.js";

/** Records the level that a goal has reached, on its scale as it is now. */
export const recordGoalProgress = implement(RecordGoalProgress, async (context, input) => {
  const { transaction, actor, now } = context;
  // Locked, so that the scale cannot change before the first level freezes it.
  const { goal, engagement } = await openGoal(context, input.goalId, "goalId");
  refuseUnmeasured(context, goal, "goalId");
  if (goal.expected === null || goal.baselineLevel === null) {
    const missing = goal.expected === null ? "scale" : "baseline level";
    context.refuse("NEEDS_SCALE", "goalId", `The goal has no ${missing} yet. Give it one with updateGoal first.`);
  }
  const reachedOn = input.reachedOn ?? actor.today;
  await refuseDay(context, reachedOn, goal, engagement);
  const id = newId();
  const { id: goalId, engagementId, participantId, revision } = goal;
  await transaction.insert(GoalProgress, {
    id,
    ...{ goalId, engagementId, participantId, revision },
    level: input.level,
    reachedOn,
    comment: input.comment ?? null,
    recordedById: actor.personId,
    recordedAt: new Date(now),
  });
  transaction.tell({
    type: "goal.progress_recorded",
    ids: { engagement: engagementId, goal: goalId, goalProgress: id },
  });
  return { goalProgress: id };
});

async function refuseDay(
  context: ContextOf<typeof RecordGoalProgress>,
  day: string,
  { id, revision }: Goal,
  { startsOn }: Engagement,
): Promise<void> {
  const { today } = context.actor;
  const refuse = (why: string) =>
    context.refuse("WRONG_DAY", "reachedOn", `The level would be reached on ${day}, ${why}`);
  if (day > today) refuse(`which is ahead. Give ${today} or an earlier day.`);
  if (day < startsOn) refuse(`before the engagement. Give ${startsOn} or a later day.`);
  if (revision === 0) return;
  const { revisedOn } = (await context.transaction.findOne(GoalRevision, { goalId: id, number: revision }))!;
  if (day < revisedOn) refuse(`but the scale is that of ${revisedOn}. Give that day or a later one.`);
}
