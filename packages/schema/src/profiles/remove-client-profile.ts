import { ADMINS, changed, idOf, mutation, required } from "../common/declare.js";
import { Person } from "../tenancy/person.js";
import { ClientProfile } from "./client-profile.js";

export const RemoveClientProfile = mutation("removeClientProfile", {
  owner: "gateway",
  description: "Removes the profile of a client or mentee. The person stays.",
  roles: ADMINS,
  input: { id: required(idOf(ClientProfile), "The profile.") },
  result: { person: changed(Person, "The person, who has no profile as a client any more.") },
});
