import { ADMINS, changed, idOf, mutation, required } from "../common/declare.js";
import { Person } from "../tenancy/person.js";
import { CoachProfile } from "./coach-profile.js";

export const RemoveCoachProfile = mutation("removeCoachProfile", {
  owner: "gateway",
  description: "Removes the profile of a coach or mentor, with its capacity and rate. The person stays.",
  roles: ADMINS,
  input: { id: required(idOf(CoachProfile), "The profile.") },
  result: { person: changed(Person, "The person, who has no profile as a coach any more.") },
});
