import { implement } from "@coachwork/platform";
import { ApproveMatch, WithdrawMatch } from "@coachwork/schema";
import { matchTo, moveMatch } from "./matches.js";
import { pair } from "./pair.js";

/** Approves a match that both accepted. */
export const approveMatch = implement(ApproveMatch, async (context, { id }) => {
  const { match, engagement } = await matchTo(context, "paired", id, { field: "id", step: "be approved" });
  await pair(context, match, engagement!);
  return { match: match.id };
});

/** Takes back a match that is no pairing yet. */
export const withdrawMatch = implement(WithdrawMatch, async (context, { id }) => {
  const { match } = await matchTo(context, "withdrawn", id, { field: "id", step: "be withdrawn" });
  await moveMatch(context.transaction, match, "withdrawn", { decidedAt: new Date(context.now) });
  return { match: match.id };
});
