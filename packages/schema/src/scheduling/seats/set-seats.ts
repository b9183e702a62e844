import { changed, idOf, mutation, required, SCHEDULERS } from "../../common/declare.js";
import { Session } from "../booking/session.js";
import { seatsRefusals } from "./refusals.js";
import { SeatsInput } from "../booking/seats-input.js";

export const SetSeats = mutation("setSeats", {
  owner: "scheduling",
  description: "Sets how many seats a session has and needs; those who wait are offered what is more than before.",
  roles: SCHEDULERS,
  input: {
    sessionId: required(idOf(Session), "The session; it must have been booked with seats."),
    seats: required(
      SeatsInput,
      "How many it has and needs. Another minimum or `decideBy` than before is decided anew.",
    ),
  },
  refusals: { ...seatsRefusals, SEATS_TAKEN: "More seats are taken or offered than the session would have." },
  result: { session: changed(Session, "The session, as it is now.") },
});
