import { BOOKERS, changed, idOf, instant, list, mutation, optional, required } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { SessionType } from "../session-types/session-type.js";
import { timeRefusals } from "./refusals.js";
import { Session } from "./session.js";

export const RescheduleSession = mutation("rescheduleSession", {
  owner: "scheduling",
  description: "Moves a session to another time.",
  roles: BOOKERS,
  input: {
    id: required(idOf(Session), "The session; it keeps its id and its history."),
    coachIds: optional(
      list(idOf(Person)),
      "All the coaches of its engagement whom it needs from then on; if not given, it keeps its own.",
    ),
    sessionTypeId: optional(
      idOf(SessionType),
      "The session type it shall have, with its kind and duration; if not given, it keeps its own.",
    ),
    startsAt: required(instant, "When it shall start."),
    endsAt: optional(
      instant,
      "When it shall end: 5 minutes to 12 hours later; if not given, it takes as long as before.",
    ),
  },
  refusals: {
    ...timeRefusals,
    WRONG_STATUS: "Only a session that is booked and has not begun can be moved.",
    NO_COACH: "The engagement has no coach on that day, or not this one.",
    POLICY: "The cancellation policy does not let clients move the session any more.",
  },
  result: { session: changed(Session, "The session at its new time.") },
});
