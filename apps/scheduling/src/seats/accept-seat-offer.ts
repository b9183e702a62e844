import { implement } from "@coachwork/platform";
import { AcceptSeatOffer } from "@coachwork/schema";
import { participate } from "../booking/participants-time.js";
import { refuseInactive } from "../booking/session-day.js";
import { bookerOf } from "../people/booker.js";
import { changeableSeat } from "./seated-session.js";
import { giveSeat } from "../booking/seats.js";

/** Takes an offered seat while the offer lasts. */
export const acceptSeatOffer = implement(AcceptSeatOffer, async (context, input) => {
  const { seat, seated } = await changeableSeat(context, input.id);
  const { status, offeredUntil } = seat;
  if (status !== "OFFERED" && status !== "EXPIRED") {
    context.refuse("NO_OFFER", "id", `The seat is ${status}; it must be OFFERED.`);
  }
  if (!offeredUntil || offeredUntil.getTime() <= context.now) {
    const message = "The offer of this seat has ended; take a seat, or a place on the waiting list, again.";
    context.refuse("OFFER_EXPIRED", "id", message);
  }
  refuseInactive(context, seated.engagement, "id", seated.session.kind);
  const booker = bookerOf(context, input, seated.people);
  const overridden = await participate(context, seated.session, seat.personId, { booker, field: "id" });
  await giveSeat(context, seated, seat, overridden);
  return { seat: seat.id, session: seat.sessionId };
});
