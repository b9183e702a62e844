import { type CommandContext, command } from "@coachwork/platform";
import { type CodeOf, RemoveTimeOffCodes, type RemoveTimeOffInput, TimeOff } from "@coachwork/schema";

/** Has a coach work after all when they had time off. Coaches see their own alone. */
export const removeTimeOff = command({
  codes: RemoveTimeOffCodes,
  roles: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH"],

  async run(context: CommandContext<CodeOf<typeof RemoveTimeOffCodes>>, input: RemoveTimeOffInput) {
    const { transaction } = context;
    const { id, coachId } = await context.fetch(TimeOff, input.id, "id");
    await transaction.delete(TimeOff, { id });
    transaction.tell({ type: "time_off.removed", ids: { coach: coachId, timeOff: id } });
    return { coach: coachId };
  },
});
