import { changed, date, idOf, mutation, required, SCHEDULERS, timeZone } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { Travel } from "./availability-absence.js";
import { absenceRefusals, unknownTimeZone } from "./refusals.js";

export const AddTravel = mutation("addTravel", {
  owner: "scheduling",
  description: "Has a coach keep the hours in another zone between two dates.",
  roles: SCHEDULERS,
  input: {
    coachId: required(idOf(Person), "The coach."),
    firstDate: required(date, "The first date, in the other zone."),
    lastDate: required(date, "The last date, in the other zone: today or later, at most a year on."),
    timeZone: required(timeZone, "The other zone."),
  },
  refusals: {
    ...absenceRefusals,
    ...unknownTimeZone,
    OVERLAPPING_TRAVEL: "The coach is on another journey on some of these dates.",
  },
  result: { travel: changed(Travel, "The journey.") },
});
