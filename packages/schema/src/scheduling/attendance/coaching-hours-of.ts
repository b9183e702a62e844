import { argumentsOf, date, idOf, required } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";

/** The arguments of `coachingHours`. */
export const CoachingHoursOf = argumentsOf({
  coachId: required(idOf(Person), "The coach."),
  from: required(date, "Sessions on this date or later, each in its own time zone."),
  until: required(date, "Sessions on this date or earlier."),
});
