import { BOOKERS, changed, idOf, mutation, required } from "../../common/declare.js";
import { Session } from "../booking/session.js";
import { sessionRefusals } from "./refusals.js";
import { Seat } from "./seat.js";

export const LeaveSeat = mutation("leaveSeat", {
  owner: "scheduling",
  description:
    "Gives up a seat, or a place on the waiting list. A free seat is offered to the first person on the waiting list. Leaving a seat is always free: the allocation is charged per session, not per seat.",
  roles: BOOKERS,
  input: {
    id: required(idOf(Seat), "The seat. Clients can only give up their own."),
  },
  refusals: { ...sessionRefusals, NO_SEAT: "The person has neither a seat nor a place on the waiting list." },
  result: { seat: changed(Seat, "The seat, now LEFT."), session: changed(Session, "The session.") },
});
