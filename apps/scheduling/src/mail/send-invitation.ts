import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Firm, Invitation, Person } from "@coachwork/schema";
import { on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { linkTo, sendPlainLetter } from "./send-plain-letter.js";

/** The maximum length of a stored answer from a mail server. */
const MOST_CHARACTERS = 500;

/** Sends an invitation's letter, unless the invitation is void, and records the outcome. */
export const sendInvitation = job({
  name: "sendInvitation",
  lane: "sign-in",
  told: { invitation: uuid },
  causedBy: [on(["person.invited"], enqueueInvitation)],

  async run(services, { firmId, invitation: id }, signal): Promise<void> {
    const found = await executeWithoutActor(services, firmId, async (transaction, now) => {
      const invitation = await transaction.findOne(Invitation, { id });
      if (!invitation || invitation.acceptedAt || invitation.withdrawnAt || invitation.sentAt) return undefined;
      if (invitation.expiresAt.getTime() <= now) return undefined;
      const person = await transaction.findOne(Person, { id: invitation.personId });
      const firm = await transaction.findOne(Firm, {});
      return { invitation, person: person!, firm: firm!.name };
    });
    if (!found) return;
    const { invitation, person, firm } = found;
    const { email, createdAt: writtenAt } = invitation;
    const token = services.mailboxTokens.tokenOf({ purpose: "invitation", ids: [firmId, id], address: email });
    const facts = { firm, link: linkTo(services, "accept", token) };
    const reader = { name: person.name, email, locale: person.locale };
    const refusal = await sendPlainLetter(
      services,
      { kind: "invitation", id, reader, firm, facts, page: null, writtenAt },
      signal,
    );
    const outcome =
      refusal === null ? { sentAt: new Date(services.clock.now()) } : { failure: refusal.slice(0, MOST_CHARACTERS) };
    // Not of an invitation to somebody who was erased meanwhile: a mail server's answer may quote the address.
    await executeWithoutActor(services, firmId, (transaction) =>
      transaction.update(Invitation, { id, email }, outcome),
    );
  },
});

function enqueueInvitation(
  transaction: Transaction,
  { ids }: { readonly ids: { readonly invitation?: string } },
): void {
  // Events from earlier versions name no invitation: those were not sent by e-mail.
  if (ids.invitation) enqueue(transaction, sendInvitation, { invitation: ids.invitation }, { key: ids.invitation });
}
