import type { ValuesOf } from "../common/inputs.js";
import { clearable, idOf, longText, mutationInput, required, wordOf } from "../common/declare.js";
import { ClosingReason } from "./closing-reason.js";
import { Engagement } from "./engagement.js";

export const CloseEngagementInput = mutationInput("CloseEngagementInput", "Completes or cancels an engagement.", {
  id: required(idOf(Engagement), "The engagement."),
  closingReason: required(wordOf(ClosingReason), "Why it ends."),
  reason: clearable(
    longText(1_000),
    "More about it. The reason OTHER needs it. It is kept in the engagement's history for those who run the practice.",
  ),
});
export type CloseEngagementInput = ValuesOf<typeof CloseEngagementInput.fields>;
