import { changed, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { Goal } from "./goal.js";
import { GoalProgress } from "./goal-progress.js";
import { goalRefusals } from "./refusals.js";

export const RemoveGoalProgress = mutation("removeGoalProgress", {
  owner: "gateway",
  description:
    "Removes a level that you recorded by mistake, for good. To correct one, remove it and record another. Without any progress, the scale can be changed again.",
  roles: MEMBERS,
  input: { id: required(idOf(GoalProgress), "The level that was recorded.") },
  refusals: {
    ...goalRefusals,
    BEFORE_REVISION: "The level was measured on a scale that was revised since, and belongs to the history.",
    OF_REVISION: "It is the only level on a revised scale, which needs one.",
  },
  result: { goal: changed(Goal, "The goal, without it.") },
});
