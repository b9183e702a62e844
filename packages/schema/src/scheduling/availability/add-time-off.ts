import { changed, clearable, idOf, instant, longText, mutation, required, SCHEDULERS } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { TimeOff } from "./availability-absence.js";
import { absenceRefusals } from "./refusals.js";
import { sessionsHit } from "./sessions-hit.js";

export const AddTimeOff = mutation("addTimeOff", {
  owner: "scheduling",
  description:
    "Adds time off: the coach does not work then, whatever the weekly hours say. Booked sessions stay as they are.",
  roles: SCHEDULERS,
  input: {
    coachId: required(idOf(Person), "The coach."),
    startsAt: required(instant, "When it starts."),
    endsAt: required(instant, "When it ends: after its start and in the future."),
    reason: clearable(longText(500), "The reason. The coach and owners, admins and program managers can read it."),
  },
  refusals: { ...absenceRefusals, TOO_MUCH_TIME_OFF: "A coach can have at most 500 periods of time off ahead." },
  result: { timeOff: changed(TimeOff, "The time off."), sessionsHit },
});
