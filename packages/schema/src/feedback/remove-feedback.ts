import { changedIfAny, idOf, mutation, required } from "../common/declare.js";
import { Engagement } from "../engagements/engagement.js";
import { Feedback } from "./feedback.js";

export const RemoveFeedback = mutation("removeFeedback", {
  owner: "gateway",
  description:
    "Removes feedback that you gave, for good, such as feedback to the wrong person. Only that some was removed is kept. A request that it answered goes with it, and the participant may ask again.",
  roles: ["COACH"],
  input: { id: required(idOf(Feedback), "The feedback.") },
  result: { engagement: changedIfAny(Engagement, "The engagement, without the feedback.") },
});
