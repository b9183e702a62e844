import { implement, newOpaqueId, supersedeAgreements } from "@coachwork/platform";
import { AdjustAllocation, Engagement } from "@coachwork/schema";
import { available, exhausted, record } from "./allocation.js";
import { takeMore } from "./pool.js";

/** Adds to an engagement's allocation, or takes away what is not reserved or used yet. */
export const adjustAllocation = implement(AdjustAllocation, async (context, input) => {
  const { amount, reason } = input;
  if (amount === 0) context.refuse("INVALID", "amount", "amount is 0; give what to add or to take away.");
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  if (engagement.allocationUnit === null)
    context.refuse("NO_ALLOCATION", "engagementId", "The engagement has no allocation to adjust.");
  if (engagement.status === "CANCELLED") {
    const message = "The engagement is CANCELLED, and what it did not use is no longer its own. Reopen it first.";
    context.refuse("WRONG_STATUS", "engagementId", message);
  }
  const left = await available(context.transaction, engagement);
  if (left + amount < 0) context.refuse("ALLOCATION_EXHAUSTED", "amount", exhausted(engagement, -amount, left));
  const entry = newOpaqueId();
  if (amount > 0) await takeMore(context, engagement, amount);
  await record(context, engagement, { id: entry, kind: "ADJUST", amount, reason });
  await supersedeAgreements(context, engagement);
  context.transaction.tell({
    type: "allocation.adjusted",
    ids: { engagement: engagement.id, allocationEntry: entry },
  });
  return { entry, engagement: engagement.id };
});
