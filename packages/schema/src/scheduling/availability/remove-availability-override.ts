import { changed, date, idOf, mutation, required, SCHEDULERS } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { Availability } from "./availability.js";
import { notACoach } from "../../tenancy/refusals.js";

export const RemoveAvailabilityOverride = mutation("removeAvailabilityOverride", {
  owner: "scheduling",
  description: "Restores the weekly hours on a date.",
  roles: SCHEDULERS,
  input: {
    coachId: required(idOf(Person), "The coach."),
    date: required(date, "The date."),
  },
  refusals: notACoach,
  result: { availability: changed(Availability, "The availability as it is now.") },
});
