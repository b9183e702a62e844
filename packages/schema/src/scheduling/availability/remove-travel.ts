import { changed, idOf, mutation, required, SCHEDULERS } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { Travel } from "./availability-absence.js";

export const RemoveTravel = mutation("removeTravel", {
  owner: "scheduling",
  description: "Has a coach stay at home after all.",
  roles: SCHEDULERS,
  input: {
    id: required(idOf(Travel), "The journey."),
  },

  result: { coach: changed(Person, "The coach, without it.") },
});
