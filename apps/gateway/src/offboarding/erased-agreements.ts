import { textHash, type Transaction } from "@coachwork/platform";
import { Agreement, AgreementParty, ERASED_TEXT } from "@coachwork/schema";
import { In } from "typeorm";

/**
 * What was signed is kept as it was signed, with the person's name in it: it proves what the firm agreed. An agreement that the
 * person was still to sign is withdrawn, and one that nobody has signed loses its text.
 */
export async function eraseAgreements(transaction: Transaction, personId: string): Promise<void> {
  const parties = await transaction.find(AgreementParty, { personId });
  const agreements = await transaction.find(Agreement, { id: In(parties.map(({ agreementId }) => agreementId)) });
  for (const { id, engagementId, status } of agreements) {
    const all = await transaction.find(AgreementParty, { agreementId: id });
    const isOpen = status === "DRAFT" || status === "OUT_FOR_SIGNATURE";
    const isAwaited = isOpen && all.some((party) => party.personId === personId && party.signedAt === null);
    const end = isAwaited && ({ status: "WITHDRAWN", endedAt: transaction.changedAt } as const);
    const isUnsigned = all.every(({ signedAt }) => signedAt === null);
    const text = isUnsigned && { text: ERASED_TEXT, textHash: textHash(ERASED_TEXT) };
    if (!end && !text) continue;
    await transaction.update(Agreement, { id }, { ...end, ...text });
    if (end) transaction.tell({ type: "agreement.withdrawn", ids: { engagement: engagementId, agreement: id } });
  }
}
