import { changed, clearable, date, idOf, longText, MEMBERS, mutation, required } from "../common/declare.js";
import { Goal } from "./goal.js";
import { level } from "./goal-fields.js";
import { GoalProgress } from "./goal-progress.js";
import { goalRefusals, noScale } from "./refusals.js";

export const RecordGoalProgress = mutation("recordGoalProgress", {
  owner: "gateway",
  description:
    "Records the level that a goal has reached. The first one freezes the goal's weight, scale and baseline. Of several, the one with the latest day counts.",
  roles: MEMBERS,
  input: {
    goalId: required(idOf(Goal), "The goal."),
    level: required(level, "The level, {range}. 0 is what was expected."),
    reachedOn: clearable(date, "The day on which it was reached. Defaults to today, in the firm's time zone."),
    comment: clearable(longText(2_000), "What shows it. Sponsors never see it."),
  },
  refusals: {
    ...goalRefusals,
    ...noScale,
    NEEDS_SCALE: "The goal has no scale or no baseline yet.",
    WRONG_DAY: "The day is ahead, before the engagement, or before the scale was revised.",
  },
  result: { goalProgress: changed(GoalProgress, "The level that was recorded.") },
});
