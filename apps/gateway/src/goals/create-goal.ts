import { type ContextOf, implement, newId } from "@coachwork/platform";
import { CreateGoal, Engagement, Goal, type GoalKind, type InputOf, Person } from "@coachwork/schema";
import { refuseMeasure, refuseTarget, scaleColumns } from "./goal-scale.js";
import { maySet, notTheirs, refuseOver, standingIn } from "./goal-standing.js";
import { participantOf } from "./participant-of.js";

type Context = ContextOf<typeof CreateGoal>;
type Input = InputOf<typeof CreateGoal>;

/** Sets a goal. It is open, without progress, and shared with nobody. */
export const createGoal = implement(CreateGoal, async (context, input) => {
  const { transaction, now } = context;
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId");
  const standing = await standingIn(context, engagement.id);
  if (!maySet(engagement, standing)) context.refuse("FORBIDDEN", "engagementId", notTheirs[engagement.kind]);
  refuseOver(context, engagement, "engagementId");
  const kind = kindOf(context, engagement, input);
  if (kind !== "GOAL") refuseMeasure(context, input);
  refuseTarget(context, engagement, input.targetDate);
  const { participantId: given } = input;
  const named = given === undefined ? undefined : (await context.fetch(Person, given, "participantId")).id;
  const id = newId();
  await transaction.insert(Goal, {
    id,
    engagementId: engagement.id,
    participantId: await participantOf(context, engagement, standing, named),
    kind,
    title: input.title,
    why: input.why ?? null,
    targetDate: input.targetDate ?? null,
    status: "OPEN",
    weight: kind === "GOAL" ? (input.weight ?? 1) : null,
    ...scaleColumns(input.scale ?? null),
    baselineLevel: input.baselineLevel ?? null,
    revision: 0,
    sharing: "NONE",
    createdAt: new Date(now),
  });
  transaction.tell({ type: "goal.created", ids: { engagement: engagement.id, goal: id } });
  return { goal: id };
});

function kindOf(context: Context, { kind }: Engagement, input: Input): GoalKind {
  const isMentoring = kind === "MENTORING";
  if (input.kind === undefined) return isMentoring ? "OBJECTIVE" : "GOAL";
  if ((input.kind === "GOAL") === isMentoring) {
    const message = isMentoring
      ? "Mentoring has objectives and themes. Give OBJECTIVE or THEME."
      : "Coaching has goals. Give GOAL, or leave kind out.";
    context.refuse("WRONG_KIND", "kind", message);
  }
  return input.kind;
}
