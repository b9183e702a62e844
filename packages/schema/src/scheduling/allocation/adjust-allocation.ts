import { changed, count, idOf, longText, MANAGERS, mutation, required } from "../../common/declare.js";
import { Engagement } from "../../engagements/engagement.js";
import { AllocationEntry } from "./allocation.js";

export const AdjustAllocation = mutation("adjustAllocation", {
  owner: "scheduling",
  description: "Adds to an engagement's allocation or takes from it.",
  roles: MANAGERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement; it must have an allocation."),
    amount: required(
      count(-1_000_000, 1_000_000),
      "What to add, or to take away where it is negative: sessions, or minutes where the allocation is in hours; -1,000,000 to 1,000,000, not 0.",
    ),
    reason: required(longText(500), "Why, {range}; its people read it."),
  },
  refusals: {
    NO_ALLOCATION: "The engagement has no allocation.",
    ALLOCATION_EXHAUSTED: "Less is left than would be taken away.",
  },
  result: {
    entry: changed(AllocationEntry, "The entry in the ledger."),
    engagement: changed(Engagement, "The engagement."),
  },
});
