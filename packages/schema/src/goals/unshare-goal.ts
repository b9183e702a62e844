import { changedIfAny, EVERYBODY, idOf, mutation, required } from "../common/declare.js";
import { Goal } from "./goal.js";

export const UnshareGoal = mutation("unshareGoal", {
  owner: "gateway",
  description:
    "Takes back what you share of a goal with sponsors. From that moment, they see nothing of it anywhere. You can do so after you left the engagement, too, or are no client any more. Everybody in a team can take back its goals.",
  roles: EVERYBODY,
  input: { id: required(idOf(Goal), "The goal, objective or theme.") },
  result: { goal: changedIfAny(Goal, "The goal. Null for somebody who is no client of the firm any more.") },
});
