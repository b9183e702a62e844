import { implement } from "@coachwork/platform";
import { InvitePerson, Person, PersonRole } from "@coachwork/schema";
import {
  closeInvitations,
  INVITATION_LIMITS,
  isInvitedTooOften,
  thoseWhoSignIn,
  writeInvitation,
} from "./invitations.js";

/**
 * Invites a person of the firm to sign in as that person. The letter goes to the person's address and nobody else
 * sees it, because its token makes its holder that person. A new invitation replaces the open one. Owners and admins invite
 * anybody, but only an owner invites an owner.
 */
export const invitePerson = implement(InvitePerson, async (context, { personId }) => {
  const { transaction, now } = context;
  // Locked, so that of two invitations at once the later replaces the earlier.
  const person = await context.fetch(Person, personId, "personId", { lock: true });
  const isOwner = await transaction.findOne(PersonRole, { personId: person.id, role: "OWNER" });
  if (isOwner && !context.holds("OWNER")) context.refuse("FORBIDDEN", "personId", "Only an OWNER may invite an OWNER.");

  if (person.status === "DEACTIVATED")
    context.refuse("DEACTIVATED", "personId", `${person.name} was deactivated: reactivate them instead.`);
  if ((await thoseWhoSignIn(transaction, [person.id])).size > 0)
    context.refuse("ALREADY_SIGNED_UP", "personId", `${person.name} can sign in to this firm already.`);
  if (await isInvitedTooOften(transaction, person.email, now)) {
    const { perMinute, perDay } = INVITATION_LIMITS;
    const message = `${person.email} was invited a moment ago, or often today: ${perMinute} letter a minute and ${perDay} a day are sent. Try again later.`;
    context.refuse("INVITED_TOO_OFTEN", "personId", message);
  }

  await closeInvitations(transaction, [person.id], now);
  await writeInvitation(transaction, person, now);
  return { person: person.id };
});
