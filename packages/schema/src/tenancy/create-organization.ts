import { changed, MANAGERS, mutation, required, text } from "../common/declare.js";
import { Organization } from "./organization.js";

export const CreateOrganization = mutation("createOrganization", {
  owner: "gateway",
  description: "Adds a client company.",
  roles: MANAGERS,
  input: { name: required(text(200), "The name. Unique in the firm.") },
  refusals: { NAME_TAKEN: "The firm already has an organization of this name." },
  result: { organization: changed(Organization, "The new organization.") },
});
