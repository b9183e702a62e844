import type { CommandContext } from "@coachwork/platform";
import { type CloseEngagementInput, type ClosingMove, closingMoves, closingReasonsOf } from "@coachwork/schema";
import { expireExtension } from "./extensions.js";
import { expireIntroductions } from "./introductions.js";
import { moveEngagement } from "./move-engagement.js";

type Context = CommandContext<"WRONG_STATUS" | "WRONG_REASON" | "NEEDS_TEXT">;

/** Ends an engagement for a reason that fits the way in which it ends. */
export function closeEngagement(context: Context, input: CloseEngagementInput, move: ClosingMove) {
  const { closingReason, reason } = input;
  return moveEngagement(context, input, move, {
    prepare: async ({ id }) => {
      if (!closingMoves[closingReason].includes(move)) {
        const message = `An engagement is not ${move} for the reason ${closingReason}. Give ${closingReasonsOf(move).join(", ")}.`;
        context.refuse("WRONG_REASON", "closingReason", message);
      }
      if (closingReason === "OTHER" && reason == null)
        context.refuse("NEEDS_TEXT", "reason", "The reason OTHER says nothing by itself. Tell the reason in words.");
      await expireExtension(context.transaction, id);
      await expireIntroductions(context.transaction, id);
    },
    closingReason,
  });
}
