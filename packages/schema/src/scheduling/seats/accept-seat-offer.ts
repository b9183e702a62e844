import { BOOKERS, changed, idOf, mutation, required } from "../../common/declare.js";
import { override } from "../booking/override.js";
import { participantBusy } from "../booking/refusals.js";
import { Session } from "../booking/session.js";
import { noOffer, seatsClosed, sessionRefusals } from "./refusals.js";
import { Seat } from "./seat.js";

export const AcceptSeatOffer = mutation("acceptSeatOffer", {
  owner: "scheduling",
  description: "Accepts the offer of a seat.",
  roles: BOOKERS,
  keys: "none",
  input: {
    id: required(idOf(Seat), "The seat. Clients can only answer for themselves."),
    override,
  },
  refusals: {
    ...sessionRefusals,
    ...noOffer,
    ...participantBusy,
    ...seatsClosed,
    OFFER_EXPIRED: "The offer of this seat has ended.",
  },
  result: { seat: changed(Seat, "The seat, now TAKEN."), session: changed(Session, "The session.") },
});
