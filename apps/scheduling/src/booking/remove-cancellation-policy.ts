import { implement } from "@coachwork/platform";
import { CancellationPolicy, RemoveCancellationPolicy } from "@coachwork/schema";

/** Removes a policy. Its row stays: sessions that were booked before keep what was agreed (`policyOf`). */
export const removeCancellationPolicy = implement(RemoveCancellationPolicy, async (context, input) => {
  const { transaction, now } = context;
  const { id, engagementId } = await context.fetch(CancellationPolicy, input.id, "id", { lock: true });
  await transaction.update(CancellationPolicy, { id }, { removedAt: new Date(now) });
  transaction.tell({ type: "cancellation_policy.removed", ids: { cancellationPolicy: id } });
  return { engagement: engagementId };
});
