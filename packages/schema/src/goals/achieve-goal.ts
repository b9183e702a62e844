import { changed, MEMBERS, mutation, stale } from "../common/declare.js";
import { Goal } from "./goal.js";
import { GoalStatusInput } from "./goal-status-input.js";
import { goalRefusals } from "./refusals.js";

export const AchieveGoal = mutation("achieveGoal", {
  owner: "gateway",
  description:
    "Says that an open goal is achieved. Its levels stay as they are. Mentees do so with their own objectives and themes.",
  roles: MEMBERS,
  input: GoalStatusInput,
  refusals: { ...goalRefusals, ...stale },
  result: { goal: changed(Goal, "The goal, now achieved.") },
});
