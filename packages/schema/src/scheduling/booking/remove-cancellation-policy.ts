import { changedIfAny, idOf, MANAGERS, mutation, required } from "../../common/declare.js";
import { Engagement } from "../../engagements/engagement.js";
import { CancellationPolicy } from "./cancellation-policy.js";

export const RemoveCancellationPolicy = mutation("removeCancellationPolicy", {
  owner: "scheduling",
  description:
    "Removes a cancellation policy. The engagement then follows its program's policy or the firm's, and a firm without one follows the defaults. Engagements that were created in a program keep the policy that it had. Sessions that are booked already keep the removed policy.",
  roles: MANAGERS,
  input: { id: required(idOf(CancellationPolicy), "The policy.") },
  result: {
    engagement: changedIfAny(
      Engagement,
      "The engagement without its policy. Null if the policy was a program's or the firm's.",
    ),
  },
});
