import { changed, idOf, mutation, required } from "../common/declare.js";
import { Feedback } from "./feedback.js";
import { notOpen } from "./refusals.js";

export const WithdrawFeedbackRequest = mutation("withdrawFeedbackRequest", {
  owner: "gateway",
  description: "Withdraws your open request for feedback.",
  roles: ["CLIENT"],
  input: { id: required(idOf(Feedback), "The request.") },
  refusals: notOpen,
  result: { feedback: changed(Feedback, "The request, now withdrawn.") },
});
