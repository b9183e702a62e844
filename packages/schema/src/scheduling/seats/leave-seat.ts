import { BOOKERS, changed, idOf, mutation, required } from "../../common/declare.js";
import { Session } from "../booking/session.js";
import { sessionRefusals } from "./refusals.js";
import { Seat } from "./seat.js";

export const LeaveSeat = mutation("leaveSeat", {
  owner: "scheduling",
  description:
    "Gives up a seat, which the first in line is offered then, or a place in line. However late, it costs nothing: what the session takes of the allocation it takes as a whole.",
  roles: BOOKERS,
  input: {
    id: required(idOf(Seat), "The seat; clients give up their own alone."),
  },
  refusals: { ...sessionRefusals, NO_SEAT: "There is neither a seat nor a place in line to give up." },
  result: { seat: changed(Seat, "The seat, now LEFT."), session: changed(Session, "The session.") },
});
