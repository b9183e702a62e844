import { changed, MANAGERS, mutation, required, text } from "../common/declare.js";
import { Organization } from "./organization.js";

export const CreateOrganization = mutation("createOrganization", {
  owner: "gateway",
  description: "Adds a client company. For those who run the practice.",
  roles: MANAGERS,
  input: { name: required(text(200), "Its name, {range}, unique in the firm.") },
  refusals: { NAME_TAKEN: "The firm has an organization of this name." },
  result: { organization: changed(Organization, "The new organization.") },
});
