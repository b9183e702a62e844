import { changed, MEMBERS, mutation, stale } from "../common/declare.js";
import { Goal } from "./goal.js";
import { GoalStatusInput } from "./goal-status-input.js";
import { goalRefusals } from "./refusals.js";

export const ReopenGoal = mutation("reopenGoal", {
  owner: "gateway",
  description:
    "Takes up a goal again that was achieved or dropped. Mentees do so with their own objectives and themes.",
  roles: MEMBERS,
  input: GoalStatusInput,
  refusals: { ...goalRefusals, ...stale },
  result: { goal: changed(Goal, "The goal, open again.") },
});
