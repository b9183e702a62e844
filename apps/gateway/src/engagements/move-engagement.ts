import { type CommandContext, newId } from "@coachwork/platform";
import {
  Engagement,
  engagementMayBecome,
  type EngagementStatus,
  EngagementStatusChange,
  engagementStatusesBefore,
  type EngagementStatusInput,
} from "@coachwork/schema";

/** The event of a move to each status. */
const EVENTS = {
  ACTIVE: "engagement.activated",
  PAUSED: "engagement.paused",
  COMPLETED: "engagement.completed",
  CANCELLED: "engagement.cancelled",
} as const satisfies Partial<Record<EngagementStatus, string>>;

/** Moves an engagement to another status, if its own status and `check` allow that. */
export async function moveEngagement(
  context: CommandContext<"WRONG_STATUS">,
  { id, reason = null }: EngagementStatusInput,
  status: keyof typeof EVENTS,
  check?: (engagement: Engagement) => Promise<void>,
): Promise<{ engagement: string }> {
  const engagement = await context.fetch(Engagement, id, "id", { lock: true });
  if (!engagementMayBecome(engagement.status, status)) {
    const from = engagementStatusesBefore(status).join(" or ");
    context.refuse(
      "WRONG_STATUS",
      "id",
      `The engagement is ${engagement.status}. Only an engagement that is ${from} can become ${status}.`,
    );
  }
  await check?.(engagement);
  return changeStatus(context, engagement, { status, reason, event: EVENTS[status] });
}

interface Change {
  readonly status: EngagementStatus;
  readonly reason: string | null;
  readonly event: (typeof EVENTS)[keyof typeof EVENTS] | "engagement.reopened";
}

/** Writes another status, with its place in the engagement's history. */
export async function changeStatus(
  { transaction, actor, now }: CommandContext<never>,
  { id, status: statusBefore }: Engagement,
  { status, reason, event }: Change,
): Promise<{ engagement: string }> {
  await transaction.update(Engagement, { id }, { status });
  await transaction.insert(EngagementStatusChange, {
    id: newId(),
    engagementId: id,
    statusBefore,
    status,
    reason,
    changedAt: new Date(now),
    changedById: actor.personId,
  });
  transaction.tell({ type: event, ids: { engagement: id } });
  return { engagement: id };
}
