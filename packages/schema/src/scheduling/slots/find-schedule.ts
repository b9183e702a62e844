import { argumentsOf, idOf, instant, list, required } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";

/** The arguments of `schedule`. */
export const FindSchedule = argumentsOf({
  coachIds: required(list(idOf(Person)), "The coaches, 1 to 100."),
  from: required(instant, "What ends after this instant."),
  to: required(instant, "What starts before this instant. At most 31 days after `from`."),
});
