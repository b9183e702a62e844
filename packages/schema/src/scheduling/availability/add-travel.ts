import { changed, date, idOf, mutation, required, SCHEDULERS, timeZone } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { Travel } from "./availability-absence.js";
import { absenceRefusals, unknownTimeZone } from "./refusals.js";
import { sessionsHit } from "./sessions-hit.js";

export const AddTravel = mutation("addTravel", {
  owner: "scheduling",
  description: "Adds a trip: between two dates, the coach keeps the same hours in another time zone.",
  roles: SCHEDULERS,
  input: {
    coachId: required(idOf(Person), "The coach."),
    firstDate: required(date, "The first date, in the other time zone."),
    lastDate: required(
      date,
      "The last date, in the other time zone. It must be today or later, and at most a year after the first.",
    ),
    timeZone: required(timeZone, "The other time zone."),
  },
  refusals: {
    ...absenceRefusals,
    ...unknownTimeZone,
    OVERLAPPING_TRAVEL: "The coach is on another trip on some of these dates.",
  },
  result: { travel: changed(Travel, "The trip."), sessionsHit },
});
