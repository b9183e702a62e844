import { implement } from "@coachwork/platform";
import { ReopenActionItem } from "@coachwork/schema";
import { moveActionItem } from "./action-items.js";

export const reopenActionItem = implement(ReopenActionItem, (context, input) =>
  moveActionItem(context, input, "reopened"),
);
