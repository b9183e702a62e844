import { command, newOpaqueId } from "@coachwork/platform";
import { AdjustAllocationCodes, type AdjustAllocationInput, Engagement, MANAGERS } from "@coachwork/schema";
import { available, exhausted, record } from "./allocation.js";
import { reasonOf } from "../reason.js";

const MOST = 1_000_000;

/** Adds to an engagement's allocation, or takes from it what is not reserved or used yet. */
export const adjustAllocation = command({
  codes: AdjustAllocationCodes,
  roles: MANAGERS,

  async run(context, input: AdjustAllocationInput) {
    const { amount } = input;
    if (!Number.isInteger(amount) || amount === 0 || Math.abs(amount) > MOST)
      context.refuse("INVALID", "amount", `amount is ${amount}; it must be -1,000,000 to 1,000,000 and not 0.`);
    const reason = reasonOf(context, input) ?? context.refuse("INVALID", "reason", "Say why, in 1 to 500 characters.");
    const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
    if (engagement.allocationUnit === null)
      context.refuse("NO_ALLOCATION", "engagementId", "The engagement has no allocation that could be adjusted.");
    const left = await available(context.transaction, engagement);
    if (left + amount < 0) context.refuse("ALLOCATION_EXHAUSTED", "amount", exhausted(engagement, -amount, left));
    const entry = newOpaqueId();
    await record(context, engagement, { id: entry, kind: "ADJUST", amount, reason });
    context.transaction.tell({
      type: "allocation.adjusted",
      ids: { engagement: engagement.id, allocationEntry: entry },
    });
    return { entry, engagement: engagement.id };
  },
});
