import { idOf, mutationInput, required, versionRead } from "../common/declare.js";
import type { ValuesOf } from "../common/inputs.js";
import { Goal } from "./goal.js";

export const GoalStatusInput = mutationInput("GoalStatusInput", "Moves a goal to another status.", {
  id: required(idOf(Goal), "The goal, objective or theme."),
  version: versionRead,
});
export type GoalStatusInput = ValuesOf<typeof GoalStatusInput.fields>;
