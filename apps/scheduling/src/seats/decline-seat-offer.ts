import { implement } from "@coachwork/platform";
import { DeclineSeatOffer } from "@coachwork/schema";
import { changeableSeat } from "./seated-session.js";
import { offerFreeSeats, vacate } from "../booking/seats.js";

/** Declines an offered seat, which goes to the next person on the waiting list. */
export const declineSeatOffer = implement(DeclineSeatOffer, async (context, { id }) => {
  const { seat, seated } = await changeableSeat(context, id);
  if (seat.status !== "OFFERED") context.refuse("NO_OFFER", "id", `The seat is ${seat.status}; it must be OFFERED.`);
  await vacate(context, seated, seat, "DECLINED");
  await offerFreeSeats(context, seated);
  return { seat: seat.id, session: seat.sessionId };
});
