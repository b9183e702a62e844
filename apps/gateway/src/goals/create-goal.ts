import { type ContextOf, implement, newId } from "@coachwork/platform";
import { CreateGoal, Engagement, Goal, type GoalKind, type InputOf, Person } from "@coachwork/schema";
import { membersToday, PARTICIPANTS } from "../engagements/membership.js";
import { refuseMeasure, refuseTarget, scaleColumns } from "./goal-scale.js";
import { maySet, notTheirs, refuseOver, type Standing, standingIn } from "./goal-standing.js";

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
  const id = newId();
  await transaction.insert(Goal, {
    id,
    engagementId: engagement.id,
    participantId: await participantOf(context, engagement, standing, input),
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

/** Whose goal it becomes; null for that of a team. */
async function participantOf(
  context: Context,
  { id, format }: Engagement,
  { isCoach, isParticipant }: Standing,
  { participantId }: Input,
): Promise<string | null> {
  const { personId } = context.actor;
  if (format === "TEAM") {
    if (participantId === undefined) return null;
    return context.refuse("OF_TEAM", "participantId", "A team has one set of goals. Leave participantId out.");
  }
  const named =
    participantId === undefined ? undefined : (await context.fetch(Person, participantId, "participantId")).id;
  if (!isCoach && named !== undefined && named !== personId)
    context.refuse("FORBIDDEN", "participantId", "Participants set goals of their own. Leave participantId out.");
  if (named === undefined && isParticipant) return personId;
  const today = await membersToday(context, PARTICIPANTS, id);
  if (named === undefined) {
    if (today.length === 1) return today[0]!;
    const message = `The engagement has ${today.length} participants today. Say whose goal it is.`;
    return context.refuse("REQUIRED", "participantId", message);
  }
  if (today.includes(named)) return named;
  const message = "The person does not take part in the engagement today. Name somebody who does.";
  return context.refuse("NOT_A_PARTICIPANT", "participantId", message);
}
