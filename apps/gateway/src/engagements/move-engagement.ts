import { type CommandContext, newId } from "@coachwork/platform";
import {
  type ClosingReason,
  Engagement,
  type EngagementMoveName,
  engagementMoves,
  EngagementStatusChange,
  type EngagementStatusInput,
  type Events,
  type NewEvent,
} from "@coachwork/schema";
import { moveMembers } from "./cohort-members.js";
import { endPause } from "./pauses.js";

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
  const statusBefore = engagement.status;
  const status = context.statusAfter(engagementMoves[move], statusBefore, { thing: "engagement", step: `be ${move}` });
  await prepare?.(engagement);
  if (statusBefore === "PAUSED") await endPause(transaction, engagement, actor.today);
  await transaction.update(Engagement, { id: engagement.id }, { status });
  await transaction.insert(EngagementStatusChange, {
    id: newId(),
    engagementId: engagement.id,
    statusBefore,
    status,
    closingReason: closingReason ?? null,
    reason,
    changedAt: new Date(now),
    changedById: actor.personId,
  });
  await moveMembers(transaction, engagement, move);
  transaction.tell({ type: `engagement.${move}`, ids: { engagement: engagement.id, ...ids } } as NewEvent);
  return { engagement: engagement.id };
}
