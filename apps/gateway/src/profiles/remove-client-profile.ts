import { implement } from "@coachwork/platform";
import { ClientProfile, RemoveClientProfile } from "@coachwork/schema";
import { profileToRemove } from "./profile-to-remove.js";

/** Removes the profile of a client or mentee. */
export const removeClientProfile = implement(RemoveClientProfile, async (context, input) => {
  const { transaction } = context;
  const { id, personId: person } = await profileToRemove(context, ClientProfile, input.id);
  await transaction.delete(ClientProfile, { id });
  transaction.tell({ type: "client_profile.removed", ids: { person, clientProfile: id } });
  return { person };
});
