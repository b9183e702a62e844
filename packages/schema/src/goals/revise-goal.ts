import {
  changed,
  clearable,
  idOf,
  longText,
  MEMBERS,
  mutation,
  optional,
  required,
  stale,
  versionRead,
} from "../common/declare.js";
import { Goal } from "./goal.js";
import { level, scale, weight } from "./goal-fields.js";
import { goalRefusals, noScale } from "./refusals.js";

export const ReviseGoal = mutation("reviseGoal", {
  owner: "gateway",
  description:
    "Gives a goal another scale, weight or baseline after work has started. What was there before is kept with the reason. Levels of the earlier scale count no longer, so say which level the participant has reached on the new one.",
  roles: MEMBERS,
  input: {
    id: required(idOf(Goal), "The goal."),
    reason: required(longText(1_000), "Why it is revised. Sponsors never see it."),
    scale: optional(scale, "What each level means from now on, from -2 to 2: {range}, each of 1 to 500 characters."),
    weight: optional(weight, "How much it counts beside other goals, {range}."),
    baselineLevel: optional(level, "The level at the beginning on the new scale, {range}."),
    level: required(level, "The level that is reached today on the new scale, {range}. It is recorded as progress."),
    comment: clearable(longText(2_000), "What shows that level."),
    version: versionRead,
  },
  refusals: {
    ...goalRefusals,
    ...noScale,
    NOT_FROZEN: "No progress was recorded yet, so that `updateGoal` changes the scale.",
    NOTHING_REVISED: "Neither scale nor weight nor baseline would change.",
    ...stale,
  },
  result: { goal: changed(Goal, "The goal with its new scale.") },
});
