import { changed, idOf, longText, mutation, required } from "../common/declare.js";
import { Engagement } from "../engagements/engagement.js";
import { Feedback } from "./feedback.js";
import { wrongTime } from "./refusals.js";

export const RequestFeedback = mutation("requestFeedback", {
  owner: "gateway",
  description:
    "Asks the coaches or mentors of an engagement for feedback. Its participants can, one question at a time, while it is active or paused. The coaches are told by e-mail.",
  roles: ["CLIENT"],
  input: {
    engagementId: required(idOf(Engagement), "The engagement in which you take part."),
    question: required(longText(2_000), "What you would like feedback on."),
  },
  refusals: { ...wrongTime, ALREADY_REQUESTED: "Your last request is still open." },
  result: { feedback: changed(Feedback, "The request.") },
});
