import { changed, MEMBERS, mutation, stale } from "../common/declare.js";
import { ActionItem } from "./action-item.js";
import { ActionItemStatusInput } from "./action-item-status-input.js";
import { actionItemRefusals } from "./refusals.js";

export const ReopenActionItem = mutation("reopenActionItem", {
  owner: "gateway",
  description: "Takes up an action item again that was done or dropped.",
  roles: MEMBERS,
  input: ActionItemStatusInput,
  refusals: { ...actionItemRefusals, ...stale },
  result: { actionItem: changed(ActionItem, "The action item, open again.") },
});
