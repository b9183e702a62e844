import { changed, idOf, mutation, required } from "../common/declare.js";
import { Feedback } from "./feedback.js";
import { notOpen } from "./refusals.js";

export const DeclineFeedbackRequest = mutation("declineFeedbackRequest", {
  owner: "gateway",
  description: "Declines an open request for feedback in an engagement that you coach. The participant may ask again.",
  roles: ["COACH"],
  input: { id: required(idOf(Feedback), "The request.") },
  refusals: notOpen,
  result: { feedback: changed(Feedback, "The request, now declined.") },
});
