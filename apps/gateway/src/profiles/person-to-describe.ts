import type { CommandContext } from "@coachwork/platform";
import { ADMINS, Person, PersonRole } from "@coachwork/schema";

/** The role that a profile is about, and the refusal where somebody does not hold it. */
interface Described<Code extends string> {
  readonly role: "COACH" | "CLIENT";
  readonly missing: Code;
}

/**
 * The person whose profile is written, by owners and admins or by the person. Locked, so that the role stays, and two changes
 * take turns.
 */
export async function personToDescribe<Code extends string>(
  context: CommandContext<Code>,
  personId: string,
  { role, missing }: Described<Code>,
): Promise<Person> {
  const person = await context.fetch(Person, personId, "personId", { lock: true });
  if (!context.holds(...ADMINS) && person.id !== context.actor.personId) {
    context.refuse("FORBIDDEN", "personId", "You can only write your own profile. Ask an owner or admin for others.");
  }
  if (await context.transaction.findOne(PersonRole, { personId: person.id, role })) return person;
  const message = `${person.name} does not hold the role ${role}. Give them the role first.`;
  return context.refuse(missing, "personId", message);
}
