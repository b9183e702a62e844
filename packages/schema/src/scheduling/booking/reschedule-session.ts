import { ARRANGERS, changed, idOf, list, minute, mutation, optional, required } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { SessionType } from "../session-types/session-type.js";
import { override } from "./override.js";
import { timeRefusals } from "./refusals.js";
import { Session } from "./session.js";

export const RescheduleSession = mutation("rescheduleSession", {
  owner: "scheduling",
  description: "Moves a session to another time.",
  roles: ARRANGERS,
  input: {
    id: required(idOf(Session), "The session. It keeps its id and its history."),
    coachIds: optional(
      list(idOf(Person)),
      "The coaches it needs from then on, all of them from its engagement. Defaults to its present coaches.",
    ),
    sessionTypeId: optional(
      idOf(SessionType),
      "The new session type, with its kind and duration. Defaults to the present one. Clients cannot make a session one of the kind CHEMISTRY.",
    ),
    startsAt: required(minute, "The new start, {range}. Clients move a session to a slot as `freeSlots` offers it."),
    endsAt: optional(
      minute,
      "The new end, {range}, 5 minutes to 12 hours after the start. By default, the duration stays the same, as it does for clients if the session has a type or is a CHEMISTRY session.",
    ),
    override,
  },
  refusals: {
    ...timeRefusals,
    WRONG_STATUS: "Only a booked session that has not begun can be moved.",
    NO_COACH: "The engagement does not have this coach, or any coach, on that day.",
    POLICY: "The cancellation policy no longer lets clients move this session.",
  },
  result: { session: changed(Session, "The session at its new time.") },
});
