import { implement, newId } from "@coachwork/platform";
import { CreateOrganization, Organization, quoted } from "@coachwork/schema";

/** Adds a client company. */
export const createOrganization = implement(CreateOrganization, async (context, { name }) => {
  const { transaction, now } = context;
  const id = newId();
  if (!(await transaction.insertUnlessTaken(Organization, { id, name, createdAt: new Date(now) }))) {
    context.refuse(
      "NAME_TAKEN",
      "name",
      `The firm already has an organization named ${quoted(name)}. Give another name.`,
    );
  }
  transaction.tell({ type: "organization.created", ids: { organization: id } });
  return { organization: id };
});
