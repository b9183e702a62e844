import { changed, idOf, mutation, required, SCHEDULERS } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { Travel } from "./availability-absence.js";

export const RemoveTravel = mutation("removeTravel", {
  owner: "scheduling",
  description: "Removes a trip: the coach stays in their own time zone after all.",
  roles: SCHEDULERS,
  keys: "schedule:write",
  input: {
    id: required(idOf(Travel), "The trip."),
  },

  result: { coach: changed(Person, "The coach, without the trip.") },
});
