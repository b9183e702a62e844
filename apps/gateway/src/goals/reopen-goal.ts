import { implement } from "@coachwork/platform";
import { ReopenGoal } from "@coachwork/schema";
import { moveGoal } from "./move-goal.js";

export const reopenGoal = implement(ReopenGoal, (context, input) => moveGoal(context, input, "reopened"));
