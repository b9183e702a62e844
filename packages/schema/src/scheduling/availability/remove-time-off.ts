import { changed, idOf, mutation, required, SCHEDULERS } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { TimeOff } from "./availability-absence.js";

export const RemoveTimeOff = mutation("removeTimeOff", {
  owner: "scheduling",
  description: "Removes time off: the coach works then after all.",
  roles: SCHEDULERS,
  keys: "schedule:write",
  input: {
    id: required(idOf(TimeOff), "The time off."),
  },

  result: { coach: changed(Person, "The coach, without the time off.") },
});
