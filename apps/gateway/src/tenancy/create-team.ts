import { implement, newId } from "@coachwork/platform";
import { CreateTeam, Organization, Team, quoted } from "@coachwork/schema";

/** Adds a team to an organization. */
export const createTeam = implement(CreateTeam, async (context, input) => {
  const { transaction } = context;
  const { name } = input;
  const organization = await context.fetch(Organization, input.organizationId, "organizationId");
  const id = newId();
  if (!(await transaction.insertUnlessTaken(Team, { id, name, organizationId: organization.id }))) {
    context.refuse(
      "NAME_TAKEN",
      "name",
      `${organization.name} already has a team named ${quoted(name)}. Give another name.`,
    );
  }
  transaction.tell({ type: "team.created", ids: { team: id } });
  return { team: id };
});
