import { ADMINS, changed, idOf, mutation, required } from "../common/declare.js";
import { Person } from "./person.js";

export const WithdrawInvitation = mutation("withdrawInvitation", {
  owner: "gateway",
  description: "Withdraws a person's open invitation. Only an owner can withdraw an owner's invitation.",
  roles: ADMINS,
  keys: "none",
  input: {
    personId: required(idOf(Person), "The invited person."),
  },
  refusals: { NOT_INVITED: "The person has no open invitation." },
  result: { person: changed(Person, "The person, who is no longer invited.") },
});
