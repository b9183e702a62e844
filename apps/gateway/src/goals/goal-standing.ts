import type { CommandContext } from "@coachwork/platform";
import { Engagement, Goal, isEngagementOver } from "@coachwork/schema";
import { COACHES, isOn, PARTICIPANTS } from "../engagements/membership.js";

type Context = CommandContext<"WRONG_STATUS">;

/** On which sides of an engagement the viewer is today. Sponsors who see a goal are on none. */
export async function standingIn(context: CommandContext<never>, id: string) {
  return { isCoach: await isOn(context, COACHES, id), isParticipant: await isOn(context, PARTICIPANTS, id) };
}

export type Standing = Awaited<ReturnType<typeof standingIn>>;

/** Whether somebody sets and changes goals: in mentoring, mentees alone do. */
export function maySet({ kind }: Pick<Engagement, "kind">, { isCoach, isParticipant }: Standing): boolean {
  return isParticipant || (isCoach && kind === "COACHING");
}

export const notTheirs = {
  COACHING: "Only the engagement's coaches and the participant work on a goal.",
  MENTORING: "Mentees own their objectives and themes. Ask the mentee to do this.",
} as const;

/** Refuses work on the goals of an engagement that has ended. */
export function refuseOver(context: Context, { status }: Engagement, field: string): void {
  if (!isEngagementOver(status)) return;
  context.refuse(
    "WRONG_STATUS",
    field,
    `The engagement is ${status}, so that the work in it stays as it is. Reopen it first.`,
  );
}

interface Found {
  readonly goal: Goal;
  readonly engagement: Engagement;
}

/** A goal that the viewer may change, locked, with its engagement. */
export async function goalToChange(context: Context, id: string, field: string): Promise<Found> {
  return refuseOthers(context, await context.fetch(Goal, id, field, { lock: true }), field);
}

/** Like `goalToChange`, for what is done with open goals alone. */
export async function openGoal(context: Context, id: string, field: string): Promise<Found> {
  return refuseClosed(context, await goalToChange(context, id, field), field);
}

/** The open goal of which something is a part, as `openGoal`. */
export async function openGoalOf(context: Context, goalId: string, field: string): Promise<Found> {
  const goal = await context.transaction.visible(context.actor, Goal, goalId, { lock: true });
  if (!goal) return context.refuse("NOT_FOUND", field, "There is no Goal that it belongs to any more.");
  return refuseClosed(context, await refuseOthers(context, goal, field), field);
}

async function refuseOthers(context: Context, goal: Goal, field: string): Promise<Found> {
  const engagement = (await context.transaction.findOne(Engagement, { id: goal.engagementId }))!;
  if (!maySet(engagement, await standingIn(context, engagement.id)))
    context.refuse("FORBIDDEN", field, notTheirs[engagement.kind]);
  refuseOver(context, engagement, field);
  return { goal, engagement };
}

function refuseClosed(context: Context, found: Found, field: string): Found {
  const { status } = found.goal;
  if (status !== "OPEN") context.refuse("WRONG_STATUS", field, `The goal is ${status}. Reopen it first.`);
  return found;
}
