import { command } from "@coachwork/platform";
import { type InvitePersonInput, InvitePersonCodes, Person, PersonRole } from "@coachwork/schema";
import { INVITATION_MS, invitationHash, newInvitationToken } from "./invitation.js";

/**
 * Invites a person of the firm to sign in as that person. A new invitation replaces those that are open. Whoever runs the
 * practice may invite anybody, but only an owner another owner, since whoever holds the invitation becomes that person.
 */
export const invitePerson = command({
  codes: InvitePersonCodes,
  roles: ["OWNER", "ADMIN"],
  async run(context, { personId }: InvitePersonInput) {
    const { transaction, actor, now } = context;
    // Locked, so that of two invitations at once the later replaces the earlier.
    const person = await context.fetch(Person, personId, "personId", { lock: true });
    const isOwner = await transaction.findOne(PersonRole, { personId: person.id, role: "OWNER" });
    if (isOwner && !context.holds("OWNER"))
      context.refuse("FORBIDDEN", "personId", "Only an OWNER may invite an OWNER.");

    const key = [actor.firmId, person.id];
    const members = await transaction.query(
      `select 1 from identity.membership where "firmId" = $1::uuid and "personId" = $2::uuid`,
      key,
    );
    if (members.length > 0) {
      context.refuse("ALREADY_SIGNED_UP", "personId", `${person.name} can sign in to this firm already.`);
    }

    const token = newInvitationToken();
    await transaction.query(
      `delete from identity.invitation where "firmId" = $1::uuid and "personId" = $2::uuid and "acceptedAt" is null`,
      key,
    );
    await transaction.query(
      `insert into identity.invitation ("tokenHash", "firmId", "personId", email, name, "expiresAt")
       values ($1, $2, $3, $4, $5, $6)`,
      [invitationHash(token), ...key, person.email.toLowerCase(), person.name, new Date(now + INVITATION_MS)],
    );
    transaction.tell({ type: "person.invited", ids: { person: person.id } });
    context.showOnce({ invitation: token });
    return { person: person.id };
  },
});
