import { implement } from "@coachwork/platform";
import { Person, PersonRole, WithdrawInvitation } from "@coachwork/schema";
import { withdrawInvitations } from "./invitations.js";

/** Withdraws a person's open invitation: its e-mail no longer works. */
export const withdrawInvitation = implement(WithdrawInvitation, async (context, { personId }) => {
  const { transaction, now } = context;
  const person = await context.fetch(Person, personId, "personId", { lock: true });
  const isOwner = await transaction.findOne(PersonRole, { personId: person.id, role: "OWNER" });
  if (isOwner && !context.holds("OWNER"))
    context.refuse("FORBIDDEN", "personId", "Only an owner can withdraw an owner's invitation.");
  if ((await withdrawInvitations(transaction, [person.id], now)) === 0)
    context.refuse("NOT_INVITED", "personId", `${person.name} has no open invitation to withdraw.`);
  return { person: person.id };
});
