import { implement } from "@coachwork/platform";
import { InvitePerson, Person, PersonRole } from "@coachwork/schema";
import {
  closeInvitations,
  INVITATION_LIMITS,
  isInvitedTooOften,
  peopleWithSignIn,
  writeInvitation,
} from "./invitations.js";

/**
 * Invites a person to sign in. The e-mail goes to the person's address and nobody else sees it, because its token makes
 * its holder that person. A new invitation replaces the open one. Owners and admins can invite anybody, but only an
 * owner can invite an owner.
 */
export const invitePerson = implement(InvitePerson, async (context, { personId }) => {
  const { transaction, now } = context;
  // Locked, so that of two concurrent invitations the later replaces the earlier.
  const person = await context.fetch(Person, personId, "personId", { lock: true });
  const isOwner = await transaction.findOne(PersonRole, { personId: person.id, role: "OWNER" });
  if (isOwner && !context.holds("OWNER")) context.refuse("FORBIDDEN", "personId", "Only an owner can invite an owner.");

  if (person.status === "ERASED")
    context.refuse("DEACTIVATED", "personId", "The person was erased, and cannot come back. Add them anew.");
  if (person.status === "DEACTIVATED")
    context.refuse("DEACTIVATED", "personId", `${person.name} is deactivated. Reactivate them instead.`);
  if ((await peopleWithSignIn(transaction, [person.id])).size > 0)
    context.refuse("ALREADY_SIGNED_UP", "personId", `${person.name} can already sign in to this firm.`);
  if (await isInvitedTooOften(transaction, person.email, now)) {
    const { perMinute, perDay } = INVITATION_LIMITS;
    const message = `${person.email} was invited a moment ago, or too often today. At most ${perMinute} e-mail a minute and ${perDay} a day are sent. Try again later.`;
    context.refuse("INVITED_TOO_OFTEN", "personId", message);
  }

  await closeInvitations(transaction, [person.id], now);
  await writeInvitation(transaction, person, now);
  return { person: person.id };
});
