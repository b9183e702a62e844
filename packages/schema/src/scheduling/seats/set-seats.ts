import { changed, idOf, mutation, required, SCHEDULERS } from "../../common/declare.js";
import { Session } from "../booking/session.js";
import { seatsRefusals } from "./refusals.js";
import { SeatsInput } from "../booking/seats-input.js";

export const SetSeats = mutation("setSeats", {
  owner: "scheduling",
  description:
    "Sets how many seats a session has and how many must be taken. Additional seats are offered to people on the waiting list.",
  roles: SCHEDULERS,
  input: {
    sessionId: required(idOf(Session), "The session. It must have been booked with seats."),
    seats: required(
      SeatsInput,
      "The number of seats and the minimum. Fields that you leave out stay the same. Null as the minimum clears it and `decideBy`. A new minimum or `decideBy` reopens the decision.",
    ),
  },
  refusals: { ...seatsRefusals, SEATS_TAKEN: "More seats are already taken or offered than the session would have." },
  result: { session: changed(Session, "The session as it is now.") },
});
