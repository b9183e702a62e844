import { implement } from "@coachwork/platform";
import { RemoveTimeOff, TimeOff } from "@coachwork/schema";

/** Has a coach work after all when they had time off. Coaches see their own alone. */
export const removeTimeOff = implement(RemoveTimeOff, async (context, input) => {
  const { transaction } = context;
  const { id, coachId } = await context.fetch(TimeOff, input.id, "id");
  await transaction.delete(TimeOff, { id });
  transaction.tell({ type: "time_off.removed", ids: { coach: coachId, timeOff: id } });
  return { coach: coachId };
});
