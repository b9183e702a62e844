import { changed, MEMBERS, mutation, stale } from "../common/declare.js";
import { Goal } from "./goal.js";
import { GoalStatusInput } from "./goal-status-input.js";
import { goalRefusals } from "./refusals.js";

export const DropGoal = mutation("dropGoal", {
  owner: "gateway",
  description:
    "Gives up an open goal. It stays readable, and counts in scores no longer. Mentees do so with their own objectives and themes.",
  roles: MEMBERS,
  input: GoalStatusInput,
  refusals: { ...goalRefusals, ...stale },
  result: { goal: changed(Goal, "The goal, now dropped.") },
});
