import { implement } from "@coachwork/platform";
import { peopleWithSignIn } from "../tenancy/invitations.js";
import { Person, PersonRole, ReactivatePerson } from "@coachwork/schema";

/**
 * Reactivates a person with the roles they held before. What ended when they left stays ended. The roles come back by hand,
 * so no import takes them away.
 */
export const reactivatePerson = implement(ReactivatePerson, async (context, input) => {
  const { transaction } = context;
  const { id, name, status, ...former } = await context.fetch(Person, input.personId, "personId", { lock: true });
  if (status === "ERASED")
    context.refuse("NOT_DEACTIVATED", "personId", "The person was erased, and cannot come back. Add them anew.");
  if (status !== "DEACTIVATED") context.refuse("NOT_DEACTIVATED", "personId", `${name} is not deactivated.`);
  const roles = former.formerRoles ?? [];
  if (roles.includes("OWNER") && !context.holds("OWNER"))
    context.refuse("FORBIDDEN", "personId", "Only an owner can reactivate an owner.");

  const isMember = (await peopleWithSignIn(transaction, [id])).has(id);
  // Somebody who was only invited must be invited again.
  const back = isMember ? "ACTIVE" : "NOT_INVITED";
  await transaction.update(Person, { id }, { status: back, formerRoles: null });
  await transaction.insert(
    PersonRole,
    roles.map((role) => ({ personId: id, role })),
  );
  transaction.tell({ type: "person.reactivated", ids: { person: id } });
  return { person: id };
});
