import { idOf, mutationInput, required, versionRead } from "../common/declare.js";
import type { ValuesOf } from "../common/inputs.js";
import { ActionItem } from "./action-item.js";

export const ActionItemStatusInput = mutationInput("ActionItemStatusInput", "Moves an action item to another status.", {
  id: required(idOf(ActionItem), "The action item."),
  version: versionRead,
});
export type ActionItemStatusInput = ValuesOf<typeof ActionItemStatusInput.fields>;
