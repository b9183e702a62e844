import { implement } from "@coachwork/platform";
import { AchieveGoal } from "@coachwork/schema";
import { moveGoal } from "./move-goal.js";

export const achieveGoal = implement(AchieveGoal, (context, input) => moveGoal(context, input, "achieved"));
