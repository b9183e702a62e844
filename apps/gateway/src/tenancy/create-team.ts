import { command, newId } from "@coachwork/platform";
import { CreateTeamCodes, type CreateTeamInput, MANAGERS, Organization, Team } from "@coachwork/schema";
import { quoted, named } from "../graphql/checks.js";

/** Adds a team to an organization. */
export const createTeam = command({
  codes: CreateTeamCodes,
  roles: MANAGERS,
  async run(context, input: CreateTeamInput) {
    const { transaction } = context;
    const name = named(context, input.name, "name", 200);
    const organization = await context.fetch(Organization, input.organizationId, "organizationId");
    const id = newId();
    if (!(await transaction.insertUnlessTaken(Team, { id, name, organizationId: organization.id }))) {
      context.refuse("NAME_TAKEN", "name", `${organization.name} has a team named ${quoted(name)}: give another name.`);
    }
    transaction.tell({ type: "team.created", ids: { team: id } });
    return { team: id };
  },
});
