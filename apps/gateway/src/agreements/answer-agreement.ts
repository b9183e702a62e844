import { type CommandContext, endAgreement, implement } from "@coachwork/platform";
import {
  Agreement,
  AgreementParty,
  type AgreementSide,
  DeclineAgreement,
  isEngagementOver,
  type Role,
  SignAgreement,
} from "@coachwork/schema";
import { IsNull } from "typeorm";
import { agreementToChange, refuseMove } from "./agreement-to-change.js";

type Context = CommandContext<"WRONG_STATUS" | "NOT_A_PARTY" | "ALREADY_SIGNED">;

/** The role that somebody holds who answers on a side. */
const roles: Readonly<Record<AgreementSide, Role>> = { COACH: "COACH", PARTICIPANT: "CLIENT", SPONSOR: "SPONSOR" };

/** Signs for the viewer. The agreement is locked, so that of two last signatures one completes it. */
export const signAgreement = implement(SignAgreement, async (context, { id, typedName, textHash }) => {
  const { transaction, actor, now } = context;
  const { agreement, parties } = await agreementToAnswer(context, id, "completed");
  if (textHash.toLowerCase() !== agreement.textHash) {
    const message = "The hash is not that of the agreement's text. Read the text again, and give its textHash.";
    context.refuse("OTHER_TEXT", "textHash", message);
  }
  const { id: agreementId, engagementId: engagement } = agreement;
  const signature = { typedName, textHash: agreement.textHash, address: actor.clientAddress || null };
  // Two people who were merged are two parties, and one signature.
  for (const party of parties) {
    await transaction.update(AgreementParty, { id: party.id, agreementId }, { signedAt: new Date(now), ...signature });
    const ids = { engagement, agreement: agreementId, agreementParty: party.id };
    transaction.tell({ type: "agreement.signed", ids });
  }
  const open = await transaction.find(AgreementParty, { agreementId, signedAt: IsNull() });
  if (open.length > 0) return { agreement: agreementId };
  await transaction.update(Agreement, { id: agreementId }, { status: "COMPLETED", completedAt: new Date(now) });
  transaction.tell({ type: "agreement.completed", ids: { engagement, agreement: agreementId } });
  return { agreement: agreementId };
});

/** Declines for the viewer. Nobody can sign it any more. */
export const declineAgreement = implement(DeclineAgreement, async (context, { id, reason }) => {
  const { transaction, actor, now } = context;
  const { agreement } = await agreementToAnswer(context, id, "declined");
  await endAgreement(transaction, agreement, "declined", now, { reason, decidedById: actor.personId });
  return { agreement: agreement.id };
});

interface ToAnswer {
  readonly agreement: Agreement;
  /** What the viewer has not signed yet. */
  readonly parties: readonly AgreementParty[];
}

/** An agreement that waits for the viewer's answer. */
async function agreementToAnswer(context: Context, id: string, move: "completed" | "declined"): Promise<ToAnswer> {
  const { transaction, actor } = context;
  const { agreement, engagement } = await agreementToChange(context, id);
  const asked = await transaction.find(AgreementParty, { agreementId: agreement.id, personId: actor.personId! });
  const parties = asked.filter(({ side }) => context.holds(roles[side]));
  if (parties.length === 0)
    context.refuse("NOT_A_PARTY", "id", "You are not asked to sign this agreement. Its parties are.");
  refuseMove(context, agreement, move);
  if (isEngagementOver(engagement.status))
    context.refuse("WRONG_STATUS", "id", `The engagement is ${engagement.status}, so that nothing is signed any more.`);
  const open = parties.filter(({ signedAt }) => signedAt === null);
  if (open.length === 0) context.refuse("ALREADY_SIGNED", "id", "You have signed this agreement.");
  return { agreement, parties: open };
}
