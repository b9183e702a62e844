import { argumentsOf, date, idOf, required } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";

/** What `coachingHours` asks. */
export const CoachingHoursOf = argumentsOf({
  coachId: required(idOf(Person), "The coach."),
  from: required(date, "Sessions on this date or later, in their own zones."),
  until: required(date, "Sessions on this date or earlier."),
});
