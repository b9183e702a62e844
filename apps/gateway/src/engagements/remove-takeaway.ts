import { implement } from "@coachwork/platform";
import { RemoveTakeaway, Takeaway } from "@coachwork/schema";
import { ownTakeaway } from "./takeaway-rules.js";

/** Removes a takeaway. Only the event is left, which holds no text. */
export const removeTakeaway = implement(RemoveTakeaway, async (context, input) => {
  const { transaction } = context;
  const { id, engagementId } = await ownTakeaway(context, input.id, "remove");
  await transaction.delete(Takeaway, { id });
  transaction.tell({ type: "takeaway.removed", ids: { engagement: engagementId, takeaway: id } });
  return { engagement: engagementId };
});
