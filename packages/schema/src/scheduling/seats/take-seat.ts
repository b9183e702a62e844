import { BOOKERS, changed, clearable, idOf, mutation, required } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { override } from "../booking/override.js";
import { participantBusy } from "../booking/refusals.js";
import { Session } from "../booking/session.js";
import { seatsClosed, seatsRefusals } from "./refusals.js";
import { Seat } from "./seat.js";

export const TakeSeat = mutation("takeSeat", {
  owner: "scheduling",
  description: "Takes a seat in a session. If all seats are taken, the participant joins the end of the waiting list.",
  roles: BOOKERS,
  input: {
    sessionId: required(idOf(Session), "The session."),
    personId: clearable(
      idOf(Person),
      "The participant who takes the seat. Defaults to you. Clients can only take a seat for themselves.",
    ),
    override,
  },
  refusals: {
    ...seatsRefusals,
    ...participantBusy,
    ...seatsClosed,
    NOT_A_PARTICIPANT: "The person is not a participant of the engagement on the day of the session.",
    HAS_SEAT: "The person already has a seat, the offer of one or a place on the waiting list.",
  },
  result: {
    seat: changed(Seat, "The seat: TAKEN, or WAITING if all seats are taken."),
    session: changed(Session, "The session."),
  },
});
