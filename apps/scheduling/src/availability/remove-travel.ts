import { type CommandContext, command } from "@coachwork/platform";
import { type CodeOf, RemoveTravelCodes, type RemoveTravelInput, Travel } from "@coachwork/schema";

/** Has a coach stay at home after all. Coaches see their own journeys alone. */
export const removeTravel = command({
  codes: RemoveTravelCodes,
  roles: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH"],

  async run(context: CommandContext<CodeOf<typeof RemoveTravelCodes>>, input: RemoveTravelInput) {
    const { transaction } = context;
    const { id, coachId } = await context.fetch(Travel, input.id, "id");
    await transaction.delete(Travel, { id });
    transaction.tell({ type: "travel.removed", ids: { coach: coachId, travel: id } });
    return { coach: coachId };
  },
});
