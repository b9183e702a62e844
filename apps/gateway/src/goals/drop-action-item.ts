import { implement } from "@coachwork/platform";
import { DropActionItem } from "@coachwork/schema";
import { moveActionItem } from "./action-items.js";

export const dropActionItem = implement(DropActionItem, (context, input) => moveActionItem(context, input, "dropped"));
