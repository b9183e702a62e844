import { implement } from "@coachwork/platform";
import { CoachProfile, RemoveCoachProfile } from "@coachwork/schema";
import { profileToRemove } from "./profile-to-remove.js";

/** Removes the profile of a coach or mentor. Its specialities go with it. */
export const removeCoachProfile = implement(RemoveCoachProfile, async (context, input) => {
  const { transaction } = context;
  const { id, personId: person } = await profileToRemove(context, CoachProfile, input.id);
  await transaction.delete(CoachProfile, { id });
  transaction.tell({ type: "coach_profile.removed", ids: { person, coachProfile: id } });
  return { person };
});
