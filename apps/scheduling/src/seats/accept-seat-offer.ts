import { implement } from "@coachwork/platform";
import { AcceptSeatOffer } from "@coachwork/schema";
import { changeableSeat } from "./seated-session.js";
import { giveSeat } from "../booking/seats.js";

/** Takes an offered seat while the offer lasts. */
export const acceptSeatOffer = implement(AcceptSeatOffer, async (context, { id }) => {
  const { seat, seated } = await changeableSeat(context, id);
  const { status, offeredUntil } = seat;
  if (status !== "OFFERED" && status !== "EXPIRED") {
    context.refuse("NO_OFFER", "id", `The seat is ${status}; it must be OFFERED.`);
  }
  if (!offeredUntil || offeredUntil.getTime() <= context.now) {
    const message = "The offer of this seat has ended; take a seat, or a place on the waiting list, again.";
    context.refuse("OFFER_EXPIRED", "id", message);
  }
  await giveSeat(context, seated, seat);
  return { seat: seat.id, session: seat.sessionId };
});
