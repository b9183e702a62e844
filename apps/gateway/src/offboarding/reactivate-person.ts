import { implement } from "@coachwork/platform";
import { Person, PersonRole, ReactivatePerson } from "@coachwork/schema";
import { reactivate } from "../tenancy/reactivate.js";

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

  await reactivate(transaction, [id]);
  await transaction.insert(
    PersonRole,
    roles.map((role) => ({ personId: id, role })),
  );
  return { person: id };
});
