import { BOOKERS, changed, idOf, mutation, required } from "../../common/declare.js";
import { Session } from "../booking/session.js";
import { noOffer, sessionRefusals } from "./refusals.js";
import { Seat } from "./seat.js";

export const AcceptSeatOffer = mutation("acceptSeatOffer", {
  owner: "scheduling",
  description: "Takes a seat that is offered.",
  roles: BOOKERS,
  input: {
    id: required(idOf(Seat), "The seat; clients answer for themselves alone."),
  },
  refusals: { ...sessionRefusals, ...noOffer, OFFER_EXPIRED: "The seat was offered, but for a time that is over." },
  result: { seat: changed(Seat, "The seat, now TAKEN."), session: changed(Session, "The session.") },
});
