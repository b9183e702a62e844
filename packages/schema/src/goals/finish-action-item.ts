import { changed, MEMBERS, mutation, stale } from "../common/declare.js";
import { ActionItem } from "./action-item.js";
import { ActionItemStatusInput } from "./action-item-status-input.js";
import { actionItemRefusals } from "./refusals.js";

export const FinishActionItem = mutation("finishActionItem", {
  owner: "gateway",
  description: "Says that an open action item is done. Nobody is reminded of it any more.",
  roles: MEMBERS,
  input: ActionItemStatusInput,
  refusals: { ...actionItemRefusals, ...stale },
  result: { actionItem: changed(ActionItem, "The action item, now done.") },
});
