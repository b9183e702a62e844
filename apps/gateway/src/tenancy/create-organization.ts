import { command, newId } from "@coachwork/platform";
import { CreateOrganizationCodes, type CreateOrganizationInput, MANAGERS, Organization } from "@coachwork/schema";
import { quoted, named } from "../graphql/checks.js";

/** Adds a client company. */
export const createOrganization = command({
  codes: CreateOrganizationCodes,
  roles: MANAGERS,
  async run(context, input: CreateOrganizationInput) {
    const { transaction, now } = context;
    const name = named(context, input.name, "name", 200);
    const id = newId();
    if (!(await transaction.insertUnlessTaken(Organization, { id, name, createdAt: new Date(now) }))) {
      context.refuse("NAME_TAKEN", "name", `The firm has an organization named ${quoted(name)}: give another name.`);
    }
    transaction.tell({ type: "organization.created", ids: { organization: id } });
    return { organization: id };
  },
});
