import { BOOKERS, changed, idOf, mutation, required } from "../../common/declare.js";
import { Session } from "../booking/session.js";
import { noOffer, sessionRefusals } from "./refusals.js";
import { Seat } from "./seat.js";

export const DeclineSeatOffer = mutation("declineSeatOffer", {
  owner: "scheduling",
  description: "Leaves a seat that is offered to the next in line.",
  roles: BOOKERS,
  input: {
    id: required(idOf(Seat), "The seat; clients answer for themselves alone."),
  },
  refusals: { ...sessionRefusals, ...noOffer },
  result: { seat: changed(Seat, "The seat, now DECLINED."), session: changed(Session, "The session.") },
});
