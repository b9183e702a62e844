import { type CommandContext } from "@coachwork/platform";
import {
  Engagement,
  engagementMayBecome,
  type EngagementStatus,
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
  input: EngagementStatusInput,
  status: keyof typeof EVENTS,
  check?: (engagement: Engagement) => Promise<void>,
): Promise<{ engagement: string }> {
  const { transaction } = context;
  const engagement = await context.fetch(Engagement, input.id, "id", { lock: true });
  if (!engagementMayBecome(engagement.status, status)) {
    const from = engagementStatusesBefore(status).join(" or ");
    context.refuse(
      "WRONG_STATUS",
      "id",
      `The engagement is ${engagement.status}. Only an engagement that is ${from} can become ${status}.`,
    );
  }
  await check?.(engagement);
  await transaction.update(Engagement, { id: engagement.id }, { status });
  transaction.tell({ type: EVENTS[status], ids: { engagement: engagement.id } });
  return { engagement: engagement.id };
}
