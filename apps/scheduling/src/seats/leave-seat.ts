import { implement } from "@coachwork/platform";
import { holdsSeat, LeaveSeat } from "@coachwork/schema";
import { changeableSeat } from "./seated-session.js";
import { offerFreeSeats, vacate } from "../booking/seats.js";

/**
 * Gives up a seat or a place on the waiting list. Leaving is always free: the allocation is charged per group session,
 * not per seat.
 */
export const leaveSeat = implement(LeaveSeat, async (context, { id }) => {
  const { seat, seated } = await changeableSeat(context, id);
  if (!holdsSeat(seat.status)) {
    context.refuse("NO_SEAT", "id", `The seat is ${seat.status}; it must be TAKEN, OFFERED or WAITING.`);
  }
  await vacate(context, seated, seat, "LEFT");
  await offerFreeSeats(context, seated);
  return { seat: seat.id, session: seat.sessionId };
});
