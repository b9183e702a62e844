import { changed, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { Engagement } from "../engagements/engagement.js";
import { ActionItem } from "./action-item.js";

export const RemoveActionItem = mutation("removeActionItem", {
  owner: "gateway",
  description:
    "Removes an action item that was written down by mistake, for good. One that is given up is dropped instead.",
  roles: MEMBERS,
  input: { id: required(idOf(ActionItem), "The action item.") },
  result: { engagement: changed(Engagement, "The engagement, without it.") },
});
