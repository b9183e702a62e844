import { BOOKERS, changed, idOf, mutation, required } from "../../common/declare.js";
import { Session } from "../booking/session.js";
import { noOffer, sessionRefusals } from "./refusals.js";
import { Seat } from "./seat.js";

export const DeclineSeatOffer = mutation("declineSeatOffer", {
  owner: "scheduling",
  description: "Declines the offer of a seat. The next person on the waiting list is offered it.",
  roles: BOOKERS,
  keys: "none",
  input: {
    id: required(idOf(Seat), "The seat. Clients can only answer for themselves."),
  },
  refusals: { ...sessionRefusals, ...noOffer },
  result: { seat: changed(Seat, "The seat, now DECLINED."), session: changed(Session, "The session.") },
});
