import { changed, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { Engagement } from "../engagements/engagement.js";
import { Goal } from "./goal.js";
import { goalRefusals } from "./refusals.js";

export const RemoveGoal = mutation("removeGoal", {
  owner: "gateway",
  description:
    "Removes a goal that was set by mistake, for good, while it has no progress. One with progress can be dropped. Metrics that belong to it stay. Mentees remove their own objectives and themes.",
  roles: MEMBERS,
  input: { id: required(idOf(Goal), "The goal.") },
  refusals: { ...goalRefusals, HAS_PROGRESS: "Progress was recorded. Drop the goal instead." },
  result: { engagement: changed(Engagement, "The engagement, without the goal.") },
});
