import { implement } from "@coachwork/platform";
import { RemoveTravel, Travel } from "@coachwork/schema";

/** Removes a trip: the coach stays at home after all. Coaches see only their own trips. */
export const removeTravel = implement(RemoveTravel, async (context, input) => {
  const { transaction } = context;
  const { id, coachId } = await context.fetch(Travel, input.id, "id");
  await transaction.delete(Travel, { id });
  transaction.tell({ type: "travel.removed", ids: { coach: coachId, travel: id } });
  return { coach: coachId };
});
