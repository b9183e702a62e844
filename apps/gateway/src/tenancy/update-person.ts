import { type ContextOf, implement } from "@coachwork/platform";
import { type InputOf, Person, PersonRole, type Role, UpdatePerson } from "@coachwork/schema";
import { In } from "typeorm";
import { peopleWithSignIn, withdrawInvitations } from "./invitations.js";
import { hasAnotherOwner, lockOwners } from "./owners.js";
import type { PeopleChanges } from "./people-changes.js";
import { profileChanges } from "./profile.js";
import { checkGrants, distinctRoles, refuseStaffToKeys, roleChange } from "./roles.js";

type Context = ContextOf<typeof UpdatePerson>;

/** Changes the given fields of a person. Roles are replaced as a whole. */
export const updatePerson = (follow: PeopleChanges) =>
  implement(UpdatePerson, async (context, input) => {
    // First: every command locks the owners before any other person, so that there is no deadlock.
    if (input.roles != null) await lockOwners(context.transaction);
    const person = await context.fetch(Person, input.id, "id", { lock: true });
    if (person.status === "ERASED")
      context.refuse("FORBIDDEN", "id", "The person was erased, and nothing of them can be changed.");
    context.refuseStale(person, input.version);
    const profileChanged = await changeProfile(context, person, input, follow);
    const rolesChanged = input.roles != null && (await changeRoles(context, person, input.roles, follow));
    // A change of roles counts as a change of the person.
    if (rolesChanged && !profileChanged) await context.transaction.update(Person, { id: person.id }, {});
    if (profileChanged || rolesChanged) {
      context.transaction.tell({ type: "person.updated", ids: { person: person.id } });
    }
    return { person: person.id };
  });

async function changeProfile(
  context: Context,
  person: Person,
  input: InputOf<typeof UpdatePerson>,
  follow: PeopleChanges,
): Promise<boolean> {
  const address = input.email ?? person.email;
  const isReaddressed = address !== person.email;
  const changes = { ...profileChanges(person, input), ...(isReaddressed && { email: address }) };
  if (Object.keys(changes).length === 0) return false;
  if (isReaddressed) await readdress(context, person, address, follow);
  const message = `Somebody else in the firm already has the e-mail address ${address}.`;
  await context.unlessTaken(() => context.transaction.update(Person, { id: person.id }, changes), {
    email: ["EMAIL_TAKEN", message],
  });
  return true;
}

/**
 * A new address is a new mailbox. What was sent to the old one must stop working, and people who sign in decide for
 * themselves.
 */
async function readdress(context: Context, person: Person, address: string, follow: PeopleChanges): Promise<void> {
  const { transaction, actor, now } = context;
  await refuseStaffToKeys(context, person, { field: "email", what: "change their address" });
  if (address.toLowerCase() === person.email.toLowerCase()) return;
  // Whoever chooses the mailbox of an invitation can accept it.
  if (!context.holds("OWNER") && (await transaction.findOne(PersonRole, { personId: person.id, role: "OWNER" })))
    context.refuse("FORBIDDEN", "email", "Only an owner can change the address of an owner.");
  if ((await peopleWithSignIn(transaction, [person.id])).size > 0) {
    const message = `${person.name} signs in as ${person.email}. Only they can change the address, at POST /auth/email/change.`;
    context.refuse("SIGNS_IN", "email", message);
  }
  await withdrawInvitations(transaction, [person.id], now);
  await follow.readdressed(transaction, [person.id], actor.today);
}

async function changeRoles(
  context: Context,
  { id: personId, name, status }: Person,
  roles: readonly Role[],
  follow: PeopleChanges,
): Promise<boolean> {
  const { transaction } = context;
  if (status === "DEACTIVATED") context.refuse("INVALID", "roles", `${name} is deactivated. Reactivate them first.`);
  const wanted = distinctRoles(roles);
  const held = await transaction.find(PersonRole, { personId });
  const change = roleChange(
    held.map(({ role }) => role),
    wanted,
  );
  checkGrants(context, change);
  if (change.lost.includes("OWNER") && !(await hasAnotherOwner(transaction, personId))) {
    const message = `${name} is the firm's only owner who can sign in. Make somebody else an owner first.`;
    context.refuse("LAST_OWNER", "roles", message);
  }
  if (change.lost.length > 0) await transaction.delete(PersonRole, { personId, role: In([...change.lost]) });
  await transaction.insert(
    PersonRole,
    change.gained.map((role) => ({ personId, role })),
  );
  for (const role of change.lost)
    await follow.rolesLost(transaction, { role, personIds: [personId] }, context.actor.today);
  return change.lost.length + change.gained.length > 0;
}
