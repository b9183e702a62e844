import { implement } from "@coachwork/platform";
import { RemoveTimeOff, TimeOff } from "@coachwork/schema";

/** Removes time off: the coach works then after all. Coaches see only their own. */
export const removeTimeOff = implement(RemoveTimeOff, async (context, input) => {
  const { transaction } = context;
  const { id, coachId } = await context.fetch(TimeOff, input.id, "id");
  await transaction.delete(TimeOff, { id });
  transaction.tell({ type: "time_off.removed", ids: { coach: coachId, timeOff: id } });
  return { coach: coachId };
});
