import { implement } from "@coachwork/platform";
import { DropGoal } from "@coachwork/schema";
import { moveGoal } from "./move-goal.js";

export const dropGoal = implement(DropGoal, (context, input) => moveGoal(context, input, "dropped"));
