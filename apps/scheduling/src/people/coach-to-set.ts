import type { CommandContext } from "@coachwork/platform";
import { MANAGERS, Person, PersonRole } from "@coachwork/schema";

/** The coach whose time is set, by a manager or by the coach. */
export async function coachToSet(context: CommandContext<"NOT_A_COACH">, coachId: string): Promise<Person> {
  const person = await context.fetch(Person, coachId, "coachId");
  if (!context.holds(...MANAGERS) && person.id !== context.actor.personId) {
    context.refuse(
      "FORBIDDEN",
      "coachId",
      "Coaches can only set their own time; ask an owner, admin or program manager for others.",
    );
  }
  const role = await context.transaction.findOne(PersonRole, { personId: person.id, role: "COACH" });
  return role
    ? person
    : context.refuse("NOT_A_COACH", "coachId", `${person.name} does not hold the role COACH; name a coach.`);
}
