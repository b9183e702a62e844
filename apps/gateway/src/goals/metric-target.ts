import type { CommandContext } from "@coachwork/platform";
import { Goal, type Metric, type TargetDirection } from "@coachwork/schema";

interface Given {
  readonly target?: number | null | undefined;
  readonly targetDirection?: TargetDirection | undefined;
}

/** A target with its direction: what is given, or else what is there. */
export function targetIn(
  context: CommandContext<"NO_TARGET">,
  { target: given, targetDirection: direction }: Given,
  before: Pick<Metric, "target" | "targetDirection"> = { target: null, targetDirection: null },
): Pick<Metric, "target" | "targetDirection"> {
  const target = given === undefined ? before.target : given;
  if (target !== null) return { target, targetDirection: direction ?? before.targetDirection ?? "AT_LEAST" };
  if (direction !== undefined)
    context.refuse("NO_TARGET", "targetDirection", "A direction needs a target. Give one, or leave this out.");
  return { target: null, targetDirection: null };
}

/** A goal of this engagement that a metric is to belong to. */
export async function goalIn(
  context: CommandContext<"OTHER_ENGAGEMENT">,
  goalId: string,
  engagementId: string,
): Promise<Goal> {
  const goal = await context.fetch(Goal, goalId, "goalId", { lock: true });
  if (goal.engagementId === engagementId) return goal;
  return context.refuse("OTHER_ENGAGEMENT", "goalId", "The goal is one of another engagement. Name one of this.");
}

/** Refuses a goal of somebody else: sponsors see a metric with its goal, as the participant whose goal it is says. */
export function refuseOthersGoal(
  context: CommandContext<"OTHER_PARTICIPANT">,
  goal: Goal,
  participantId: string | null,
): void {
  if (goal.participantId === participantId) return;
  const message = "The goal is one of somebody else. Name one of the participant whose metric it is.";
  context.refuse("OTHER_PARTICIPANT", "goalId", message);
}
