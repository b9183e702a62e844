import { changed, count, idOf, longText, MANAGERS, mutation, required } from "../../common/declare.js";
import { Engagement } from "../../engagements/engagement.js";
import { poolRefusals } from "../../engagements/refusals.js";
import { AllocationEntry } from "./allocation.js";

export const AdjustAllocation = mutation("adjustAllocation", {
  owner: "scheduling",
  description:
    "Adds to an engagement's allocation, or takes from it. What is added is taken from the engagement's pool, if there is one, and what is taken away goes back.",
  roles: MANAGERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement. It must have an allocation."),
    amount: required(
      count(-1_000_000, 1_000_000),
      "The amount to add, or a negative amount to take away: sessions, or minutes if the allocation is in hours. {range}, but not 0.",
    ),
    reason: required(longText(500), "The reason. The engagement's people can read it."),
  },
  refusals: {
    NO_ALLOCATION: "The engagement has no allocation.",
    WRONG_STATUS: "The engagement is cancelled.",
    ALLOCATION_EXHAUSTED: "Less is left than you want to take away.",
    ...poolRefusals,
  },
  result: {
    entry: changed(AllocationEntry, "The new ledger entry."),
    engagement: changed(Engagement, "The engagement."),
  },
});
