import { changed, idOf, MEMBERS, mutation, optional, required, stale, text, versionRead } from "../common/declare.js";
import { Goal } from "./goal.js";
import { describedFields, scaleFields, weight } from "./goal-fields.js";
import { goalRefusals, noScale, targetRefusals } from "./refusals.js";

export const UpdateGoal = mutation("updateGoal", {
  owner: "gateway",
  description:
    "Changes an open goal. Fields that you leave out stay the same. Once progress was recorded, weight, scale and baseline change by `reviseGoal` only. Mentees change their own objectives and themes.",
  roles: MEMBERS,
  input: {
    id: required(idOf(Goal), "The goal."),
    title: optional(text(200), "The title."),
    ...describedFields,
    weight: optional(weight, "How much it counts beside other goals, {range}."),
    ...scaleFields,
    version: versionRead,
  },
  refusals: {
    ...goalRefusals,
    ...noScale,
    ...targetRefusals,
    SCALE_FROZEN: "Work has started, so that weight, scale and baseline change by `reviseGoal` only.",
    ...stale,
  },
  result: { goal: changed(Goal, "The changed goal.") },
});
