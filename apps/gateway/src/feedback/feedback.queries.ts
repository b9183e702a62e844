import { Feedback, FeedbackOrder } from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const FeedbackQueries = queriesFor(Feedback, {
  one: "feedback",
  many: "feedbackGiven",
  order: FeedbackOrder,
  orderBy: "CREATED",
});
