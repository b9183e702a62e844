import { changedIfAny, idOf, MANAGERS, mutation, required } from "../../common/declare.js";
import { Engagement } from "../../engagements/engagement.js";
import { CancellationPolicy } from "./cancellation-policy.js";

export const RemoveCancellationPolicy = mutation("removeCancellationPolicy", {
  owner: "scheduling",
  description:
    "Removes a cancellation policy. The engagement then follows the firm's policy, and a firm without one follows the defaults. Sessions that are booked already keep the removed policy.",
  roles: MANAGERS,
  input: { id: required(idOf(CancellationPolicy), "The policy.") },
  result: {
    engagement: changedIfAny(Engagement, "The engagement without its policy. Null if the policy was the firm's."),
  },
});
