import { changed, clearable, idOf, instant, longText, mutation, required, SCHEDULERS } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { TimeOff } from "./availability-absence.js";
import { absenceRefusals } from "./refusals.js";

export const AddTimeOff = mutation("addTimeOff", {
  owner: "scheduling",
  description: "Says when a coach does not work, whatever the hours say.",
  roles: SCHEDULERS,
  input: {
    coachId: required(idOf(Person), "The coach."),
    startsAt: required(instant, "When it begins."),
    endsAt: required(instant, "When it ends: later than it begins, and than now."),
    reason: clearable(longText(500), "Why, {range}; the coach and who runs the practice read it."),
  },
  refusals: { ...absenceRefusals, TOO_MUCH_TIME_OFF: "A coach has at most 500 times off ahead." },
  result: { timeOff: changed(TimeOff, "The time off.") },
});
