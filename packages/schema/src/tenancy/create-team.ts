import { changed, idOf, MANAGERS, mutation, required, text } from "../common/declare.js";
import { Organization } from "./organization.js";
import { Team } from "./team.js";

export const CreateTeam = mutation("createTeam", {
  owner: "gateway",
  description: "Adds a team to an organization. For those who run the practice.",
  roles: MANAGERS,
  input: {
    organizationId: required(idOf(Organization), "The organization it is part of."),
    name: required(text(200), "Its name, {range}, unique in the organization."),
  },
  refusals: { NAME_TAKEN: "The organization has a team of this name." },
  result: { team: changed(Team, "The new team.") },
});
