import { isDeepStrictEqual } from "node:util";
import {
  agreementTerms,
  agreementText,
  type ContextOf,
  endAgreement,
  implement,
  isSponsorOf,
  sendOut,
  unsponsored,
} from "@coachwork/platform";
import {
  Agreement,
  AGREEMENTS_IN_FORCE,
  AgreementParty,
  AgreementTemplateVersion,
  type Engagement,
  isEngagementOver,
  SendAgreement,
} from "@coachwork/schema";
import { In } from "typeorm";
import { agreementToChange, refuseMove } from "./agreement-to-change.js";

type Context = ContextOf<typeof SendAgreement>;

/** Asks the parties of a draft to sign it. What was out for signature or completed before is superseded. */
export const sendAgreement = implement(SendAgreement, async (context, input) => {
  const { transaction, now } = context;
  const { agreement, engagement } = await agreementToChange(context, input.id);
  context.refuseStale(agreement, input.version);
  refuseMove(context, agreement, "sent");
  if (isEngagementOver(engagement.status))
    context.refuse("WRONG_STATUS", "id", `The engagement is ${engagement.status}. Reopen it first.`);
  await refuseOutdated(context, agreement, engagement);
  const { engagementId } = agreement;
  const before = { engagementId, status: In(AGREEMENTS_IN_FORCE) };
  for (const earlier of await transaction.find(Agreement, before))
    await endAgreement(transaction, earlier, "superseded", now);
  await sendOut(transaction, agreement, now);
  return { agreement: agreement.id };
});

/** Refuses a draft whose text or parties would be others today. */
async function refuseOutdated(context: Context, agreement: Agreement, engagement: Engagement): Promise<void> {
  const { transaction, actor } = context;
  const parties = await transaction.find(AgreementParty, { agreementId: agreement.id });
  const sponsorId = parties.find(({ side }) => side === "SPONSOR")?.personId ?? null;
  const terms = await agreementTerms(transaction, engagement, { day: actor.today, sponsorId });
  const template = (await transaction.findOne(AgreementTemplateVersion, { id: agreement.templateVersionId }))!;
  const made = agreementText(template.text, terms);
  const people = (all: readonly { readonly personId: string; readonly side: string }[]) =>
    all.map(({ personId, side }) => `${side} ${personId}`).sort();
  const isSame = "text" in made && made.text === agreement.text;
  const isReadable = sponsorId === null || !(await unsponsored(transaction, engagement, terms.signers));
  const isSponsor = sponsorId === null || (await isSponsorOf(transaction, engagement, sponsorId));
  if (isSame && isReadable && isSponsor && isDeepStrictEqual(people(parties), people(terms.signers))) return;
  const message =
    "Names, terms or people of the engagement have changed since. Withdraw the draft and prepare another.";
  context.refuse("OUTDATED", "id", message);
}
