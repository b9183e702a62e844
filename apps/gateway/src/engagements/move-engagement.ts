import { type CommandContext, recordStep } from "@coachwork/platform";
import {
  type ClosingReason,
  Engagement,
  type EngagementMoveName,
  engagementMoves,
  type EngagementStatusInput,
  type Events,
} from "@coachwork/schema";
import { moveMembers } from "./cohort-members.js";
import { leavePause } from "./pauses.js";

interface Step<Move extends EngagementMoveName> {
  /** May refuse the step, and does what belongs to it. */
  readonly prepare?: (engagement: Engagement) => Promise<void> | void;
  /** Why it ends, of a step that ends it. */
  readonly closingReason?: ClosingReason;
  /** What its event names besides. */
  readonly ids?: Omit<Events[`engagement.${Move}`], "engagement">;
}

/** Takes a step of an engagement's life, if its status allows that, and records it in the engagement's history. */
export async function moveEngagement<Move extends EngagementMoveName>(
  context: CommandContext<"WRONG_STATUS">,
  { id, reason = null }: EngagementStatusInput,
  move: Move,
  { prepare, closingReason, ids }: Step<Move> = {},
): Promise<{ engagement: string }> {
  const { transaction, actor, now } = context;
  const engagement = await context.fetch(Engagement, id, "id", { lock: true });
  context.statusAfter(engagementMoves[move], engagement.status, { thing: "engagement", step: `be ${move}` });
  await prepare?.(engagement);
  if (move !== "paused") await leavePause(transaction, engagement, actor.today);
  const changedById = actor.personId;
  await recordStep(transaction, engagement, { move, closingReason, reason: reason ?? null, changedById, now, ids });
  await moveMembers(transaction, engagement, move);
  return { engagement: engagement.id };
}
