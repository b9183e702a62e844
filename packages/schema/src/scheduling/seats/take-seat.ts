import { BOOKERS, changed, clearable, idOf, mutation, required } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { Session } from "../booking/session.js";
import { seatsRefusals } from "./refusals.js";
import { Seat } from "./seat.js";

export const TakeSeat = mutation("takeSeat", {
  owner: "scheduling",
  description: "Takes a seat in a session, or a place at the end of the line where all seats are taken.",
  roles: BOOKERS,
  input: {
    sessionId: required(idOf(Session), "The session."),
    personId: clearable(
      idOf(Person),
      "For whom: a participant of the engagement; oneself if not given. Clients take a seat for themselves alone.",
    ),
  },
  refusals: {
    ...seatsRefusals,
    ENGAGEMENT_NOT_ACTIVE: "Seats can be taken in an active engagement only.",
    NOT_A_PARTICIPANT: "The person does not take part in the engagement on the day of the session.",
    HAS_SEAT: "The person has a seat, the offer of one or a place in line already.",
  },
  result: {
    seat: changed(Seat, "The seat: TAKEN, or WAITING with a place in line where all are taken."),
    session: changed(Session, "The session."),
  },
});
