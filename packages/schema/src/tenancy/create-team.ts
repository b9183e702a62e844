import { changed, idOf, MANAGERS, mutation, required, text } from "../common/declare.js";
import { Organization } from "./organization.js";
import { Team } from "./team.js";

export const CreateTeam = mutation("createTeam", {
  owner: "gateway",
  description: "Adds a team to an organization.",
  roles: MANAGERS,
  input: {
    organizationId: required(idOf(Organization), "The organization that it belongs to."),
    name: required(text(200), "The name. Unique in the organization."),
  },
  refusals: { NAME_TAKEN: "The organization already has a team of this name." },
  result: { team: changed(Team, "The new team.") },
});
