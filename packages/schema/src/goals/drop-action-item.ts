import { changed, MEMBERS, mutation, stale } from "../common/declare.js";
import { ActionItem } from "./action-item.js";
import { ActionItemStatusInput } from "./action-item-status-input.js";
import { actionItemRefusals } from "./refusals.js";

export const DropActionItem = mutation("dropActionItem", {
  owner: "gateway",
  description: "Gives up an open action item. Nobody is reminded of it any more.",
  roles: MEMBERS,
  input: ActionItemStatusInput,
  refusals: { ...actionItemRefusals, ...stale },
  result: { actionItem: changed(ActionItem, "The action item, now dropped.") },
});
