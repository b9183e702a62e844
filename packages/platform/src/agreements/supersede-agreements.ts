import {
  Agreement,
  agreementMoves,
  AgreementParty,
  AgreementTemplateVersion,
  type Engagement,
  isEngagementOver,
} from "@coachwork/schema";
import { In } from "typeorm";
import type { Transaction } from "../database/transaction.js";
import { agreementTerms, agreementText, type AgreementTerms, takesAgreements } from "./agreement-terms.js";
import { isSponsorOf, unsponsored } from "./sponsors.js";
import { endAgreement, sendOut, writeAgreement } from "./write-agreement.js";

interface Change {
  readonly transaction: Transaction;
  readonly actor: { readonly personId: string | null; readonly today: string };
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Supersedes the agreements of an engagement that has changed, and asks its people again with a text from the same version of the
 * template. Where no such text can be made, nothing is asked: the mentoring became informal, the engagement is over, or a value or
 * the sponsor is missing. The caller has locked the engagement.
 *
 * @param engagement what it is now
 * @param day the first day for which the new text holds. Defaults to today
 */
export async function supersedeAgreements(
  { transaction, actor, now }: Change,
  engagement: Engagement,
  day = actor.today,
): Promise<void> {
  const { id: engagementId } = engagement;
  const live = await liveAgreements(transaction, engagementId);
  for (const before of live) await endAgreement(transaction, before, "superseded", now);
  for (const before of draftLast(live)) {
    const sponsorId = before.isThreeWay ? await sponsorOf(transaction, engagement, before) : null;
    const terms = await agreementTerms(transaction, engagement, { day, sponsorId });
    const template = (await transaction.findOne(AgreementTemplateVersion, { id: before.templateVersionId }))!;
    const made = agreementText(template.text, terms);
    if ("missing" in made || !(await isSignable(transaction, before, terms))) continue;
    const after = { engagementId, template, title: before.title, text: made.text, isThreeWay: before.isThreeWay };
    const { signers } = terms;
    // A command that began earlier may come to it later.
    const prepared = Math.max(now, before.preparedAt.getTime() + 1);
    const way = { signers, followsId: before.id, preparedById: actor.personId, now: prepared };
    const id = await writeAgreement(transaction, { ...after, ...way });
    if (before.status !== "DRAFT") await sendOut(transaction, { id, engagementId }, now);
  }
}

/** An engagement has one draft at most, and what is sent out is written as one. */
function draftLast(live: readonly Agreement[]): readonly Agreement[] {
  const isDraft = ({ status }: Agreement) => status === "DRAFT";
  return [...live.filter((each) => !isDraft(each)), ...live.filter(isDraft)];
}

/** A draft, and the agreement that is out for signature or completed, as far as there are any. They are locked. */
async function liveAgreements(transaction: Transaction, engagementId: string): Promise<Agreement[]> {
  const { from: statuses } = agreementMoves.superseded;
  await transaction.query(
    `select from agreement where firm_id = $1::uuid and engagement_id = $2::uuid and status = any($3::text[])
     order by id for no key update`,
    [transaction.scope.firmId, engagementId, statuses],
  );
  // Afterwards: a statement sees what was committed before it began.
  return transaction.find(Agreement, { engagementId, status: In(statuses) });
}

async function isSignable(
  transaction: Transaction,
  { isThreeWay }: Agreement,
  { engagement, signers }: AgreementTerms,
): Promise<boolean> {
  const isThere = (side: string) => signers.some((signer) => signer.side === side);
  if (!takesAgreements(engagement) || isEngagementOver(engagement.status)) return false;
  if (!isThere("COACH") || !isThere("PARTICIPANT")) return false;
  return !isThreeWay || (isThere("SPONSOR") && !(await unsponsored(transaction, engagement, signers)));
}

/** Who signed, or was to sign, as the sponsor, if they still are one of the organization that pays. */
async function sponsorOf(transaction: Transaction, engagement: Engagement, { id }: Agreement): Promise<string | null> {
  const party = await transaction.findOne(AgreementParty, { agreementId: id, side: "SPONSOR" });
  return party && (await isSponsorOf(transaction, engagement, party.personId)) ? party.personId : null;
}
