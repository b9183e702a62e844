import { implement } from "@coachwork/platform";
import { Session, SetSessionPlace } from "@coachwork/schema";
import { refusePlaceFromClients } from "../places/refuse-place-from-clients.js";
import { changeableSession } from "./changeable-session.js";

/** Sets where a session takes place. */
export const setSessionPlace = implement(SetSessionPlace, async (context, input) => {
  const { transaction } = context;
  const { session, party, coachIds } = await changeableSession(context, input.id);
  const { id, engagementId } = session;
  const { place = session.place } = input;
  refusePlaceFromClients(context, input, party);
  if (place === session.place) return { session: id };
  await transaction.update(Session, { id }, { place, sequence: session.sequence + 1 });
  transaction.tell({
    type: "session.place_set",
    ids: { session: id, engagement: engagementId, coaches: [...coachIds] },
  });
  return { session: id };
});
