import { type ContextOf, implement, newOpaqueId } from "@coachwork/platform";
import { CreatePerson, type InputOf, Organization, Person, PersonRole, Team, quoted } from "@coachwork/schema";
import { checkGrants, distinctRoles } from "./roles.js";

type Context = ContextOf<typeof CreatePerson>;

/** Adds a person to the firm. */
export const createPerson = implement(CreatePerson, async (context, input) => {
  const { transaction, now } = context;
  const roles = distinctRoles(input.roles);
  checkGrants(context, { gained: roles, lost: [] });
  const person = {
    id: newOpaqueId(),
    externalId: input.externalId ?? null,
    name: input.name,
    email: input.email,
    timeZone: input.timeZone,
    locale: input.locale ?? "en",
    ...(await placeOf(context, input)),
    createdAt: new Date(now),
  };
  await context.unlessTaken(() => transaction.insert(Person, person), {
    externalId: ["EXTERNAL_ID_TAKEN", taken(`external id ${quoted(person.externalId ?? "")}`)],
    email: ["EMAIL_TAKEN", taken(`e-mail address ${person.email}`)],
  });
  await transaction.insert(
    PersonRole,
    roles.map((role) => ({ personId: person.id, role })),
  );
  transaction.tell({ type: "person.created", ids: { person: person.id } });
  return { person: person.id };
});

/** The person's organization and team. */
async function placeOf(context: Context, { organizationId, teamId }: InputOf<typeof CreatePerson>) {
  if (organizationId == null) {
    if (teamId == null) return { organizationId: null, teamId: null };
    return context.refuse("REQUIRED", "organizationId", "A team belongs to an organization. Give organizationId too.");
  }
  const organization = await context.fetch(Organization, organizationId, "organizationId");
  if (teamId == null) return { organizationId: organization.id, teamId: null };
  const team = await context.fetch(Team, teamId, "teamId");
  if (team.organizationId !== organization.id) {
    context.refuse(
      "INVALID",
      "teamId",
      `The team ${team.name} does not belong to ${organization.name}. Give one that does.`,
    );
  }
  return { organizationId: organization.id, teamId: team.id };
}

function taken(what: string): string {
  return `Somebody in the firm already has the ${what}. Give another, or update that person.`;
}
