import { type ContextOf, implement, newId } from "@coachwork/platform";
import { CreateGoal, Engagement, Goal, type GoalKind, GoalTemplate, type InputOf, Person } from "@coachwork/schema";
import { refuseMeasure, refuseTarget, scaleColumns } from "./goal-scale.js";
import { maySet, notTheirs, refuseOver, standingIn } from "./goal-standing.js";
import { participantOf } from "./participant-of.js";

type Context = ContextOf<typeof CreateGoal>;
type Input = InputOf<typeof CreateGoal>;

/** Sets a goal. It is open, without progress, and shared with nobody. */
export const createGoal = implement(CreateGoal, async (context, input) => {
  const { transaction, now } = context;
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  const standing = await standingIn(context, engagement.id);
  if (!maySet(engagement, standing)) context.refuse("FORBIDDEN", "engagementId", notTheirs[engagement.kind]);
  refuseOver(context, engagement, "engagementId");
  const kind = kindOf(context, engagement, input);
  if (kind !== "GOAL") refuseMeasure(context, input);
  const text = await textOf(context, engagement, input);
  refuseTarget(context, engagement, input.targetDate);
  const { participantId: given } = input;
  const named = given === undefined ? undefined : (await context.fetch(Person, given, "participantId")).id;
  const id = newId();
  await transaction.insert(Goal, {
    id,
    engagementId: engagement.id,
    participantId: await participantOf(context, engagement, standing, named),
    kind,
    title: text.title,
    why: text.why,
    targetDate: input.targetDate ?? null,
    status: "OPEN",
    weight: kind === "GOAL" ? (input.weight ?? 1) : null,
    ...scaleColumns(text.scale),
    baselineLevel: input.baselineLevel ?? null,
    revision: 0,
    sharing: "NONE",
    createdAt: new Date(now),
  });
  transaction.tell({ type: "goal.created", ids: { engagement: engagement.id, goal: id } });
  return { goal: id };
});

/** What the goal says: what is given, and the rest from its template. Null is given, too. */
async function textOf(
  context: Context,
  { programId }: Engagement,
  { templateId, title, why, scale }: Input,
): Promise<Pick<GoalTemplate, "title" | "why" | "scale">> {
  const template = templateId === undefined ? null : await context.fetch(GoalTemplate, templateId, "templateId");
  if (template && template.programId !== programId) {
    const message = "The template is of another program than the engagement. Choose one of its own program.";
    context.refuse("OTHER_PROGRAM", "templateId", message);
  }
  return {
    title:
      title ?? template?.title ?? context.refuse("REQUIRED", "title", "Give the title, or a template (templateId)."),
    why: why === undefined ? (template?.why ?? null) : why,
    scale: scale === undefined ? (template?.scale ?? null) : scale,
  };
}

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
