import {
  type ClosingReason,
  Engagement,
  type EngagementMoveName,
  engagementMoves,
  EngagementStatusChange,
  type Events,
  type NewEvent,
} from "@coachwork/schema";
import type { Transaction } from "../database/transaction.js";
import { newId } from "../uuid.js";

/** A step of an engagement's life that its status allows. */
interface Step<Move extends EngagementMoveName> {
  readonly move: Move;
  /** Why it ends, of a step that ends it. */
  readonly closingReason?: ClosingReason | undefined;
  readonly reason: string | null;
  /** The person who decided it. */
  readonly changedById: string | null;
  /** Epoch milliseconds. */
  readonly now: number;
  /** What its event names besides. */
  readonly ids?: Omit<Events[`engagement.${Move}`], "engagement"> | undefined;
}

/**
 * Takes a step of an engagement's life and records it in the engagement's history. Commands take such steps, and the jobs by
 * which a planned pause begins. The engagement is locked, and its status allows the step.
 */
export async function recordStep<Move extends EngagementMoveName>(
  transaction: Transaction,
  { id, status: statusBefore }: Pick<Engagement, "id" | "status">,
  { move, closingReason, reason, changedById, now, ids }: Step<Move>,
): Promise<void> {
  const { to: status } = engagementMoves[move];
  await transaction.update(Engagement, { id }, { status });
  await transaction.insert(EngagementStatusChange, {
    id: newId(),
    engagementId: id,
    statusBefore,
    status,
    closingReason: closingReason ?? null,
    reason,
    changedAt: new Date(now),
    changedById,
  });
  transaction.tell({ type: `engagement.${move}`, ids: { engagement: id, ...ids } } as NewEvent);
}
