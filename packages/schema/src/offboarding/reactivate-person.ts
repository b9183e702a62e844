import { ADMINS, changed, idOf, mutation, required } from "../common/declare.js";
import { Person } from "../tenancy/person.js";

export const ReactivatePerson = mutation("reactivatePerson", {
  owner: "gateway",
  description:
    "Reactivates a person with the roles they held before. Sessions, memberships, API keys and calendar feeds do not come back. Only an owner can reactivate an owner.",
  roles: ADMINS,
  keys: "none",
  input: {
    personId: required(idOf(Person), "The person."),
  },
  refusals: { NOT_DEACTIVATED: "The person is not deactivated." },
  result: { person: changed(Person, "The person, with the roles they held before.") },
});
