import { implement } from "@coachwork/platform";
import { ConfirmHold, Session, rfc3339 } from "@coachwork/schema";
import { objectionOfPause } from "../booking/planned-pause.js";
import { refuseInactive } from "../booking/session-day.js";
import { expectedOn } from "../people/engagement-people.js";
import { heldSession } from "./held-session.js";

/** Books a held session. Everything that a booking needs was checked when it was held, but people may have left since. */
export const confirmHold = implement(ConfirmHold, async (context, input) => {
  const { transaction, actor, now } = context;
  const { session, engagement, coachIds, people } = await heldSession(context, input.id);
  const { id, heldUntil } = session;
  if (heldUntil && heldUntil.getTime() <= now) {
    const message = `The hold ended at ${rfc3339(heldUntil)}; book the session again.`;
    context.refuse("HOLD_EXPIRED", "id", message);
  }
  refuseInactive(context, engagement, "id", session.kind);
  const paused = await objectionOfPause(transaction, engagement, session, "id");
  if (paused) context.refuse("ENGAGEMENT_NOT_ACTIVE", "id", paused.message);
  const present = expectedOn(people.coaches, session.date, engagement);
  if (!coachIds.every((coach) => present.includes(coach))) {
    const message = `A coach of the session is no longer one of the engagement on ${session.date}; hold or book another slot.`;
    context.refuse("NO_COACH", "id", message);
  }
  // It is booked now: from here the client may think better of it.
  const booked = { status: "CONFIRMED", bookedById: actor.personId, createdAt: new Date(now) };
  await transaction.update(Session, { id }, { ...booked, heldUntil: null, holdPlace: null });
  transaction.tell({
    type: "session.confirmed",
    ids: { session: id, engagement: engagement.id, coaches: [...coachIds] },
  });
  return { session: id };
});
