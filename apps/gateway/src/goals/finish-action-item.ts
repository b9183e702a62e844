import { implement } from "@coachwork/platform";
import { FinishActionItem } from "@coachwork/schema";
import { moveActionItem } from "./action-items.js";

export const finishActionItem = implement(FinishActionItem, (context, input) =>
  moveActionItem(context, input, "finished"),
);
