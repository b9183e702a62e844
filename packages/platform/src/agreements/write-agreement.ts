import { Agreement, agreementMoves, AgreementParty, type AgreementTemplateVersion } from "@coachwork/schema";
import type { Transaction } from "../database/transaction.js";
import { newId } from "../uuid.js";
import { type Signer, textHash } from "./agreement-terms.js";

interface NewAgreement {
  readonly engagementId: string;
  readonly template: Pick<AgreementTemplateVersion, "id">;
  readonly title: string;
  readonly text: string;
  readonly isThreeWay: boolean;
  readonly signers: readonly Signer[];
  /** The agreement whose place it takes. */
  readonly followsId: string | null;
  readonly preparedById: string | null;
  readonly now: number;
}

/** Writes a draft with its parties; gives its id. */
export async function writeAgreement(transaction: Transaction, agreement: NewAgreement): Promise<string> {
  const { engagementId, template, title, text, isThreeWay, signers, followsId, preparedById, now } = agreement;
  const id = newId();
  await transaction.insert(Agreement, {
    ...{ id, engagementId, followsId, title, text, isThreeWay, preparedById },
    templateVersionId: template.id,
    status: "DRAFT",
    textHash: textHash(text),
    preparedAt: new Date(now),
  });
  const parties = signers.map(({ personId, side }) => ({ id: newId(), agreementId: id, personId, side }));
  await transaction.insert(AgreementParty, parties);
  transaction.tell({ type: "agreement.prepared", ids: { engagement: engagementId, agreement: id } });
  return id;
}

/** Asks the parties of a draft to sign it. */
export async function sendOut(
  transaction: Transaction,
  { id, engagementId }: Pick<Agreement, "id" | "engagementId">,
  now: number,
): Promise<void> {
  await transaction.update(Agreement, { id }, { status: "OUT_FOR_SIGNATURE", sentAt: new Date(now) });
  transaction.tell({ type: "agreement.sent", ids: { engagement: engagementId, agreement: id } });
}

/** Ends an agreement before it is completed, or because another takes its place. `why`: who decided that, and the reason. */
export async function endAgreement(
  transaction: Transaction,
  { id, engagementId }: Pick<Agreement, "id" | "engagementId">,
  move: "declined" | "withdrawn" | "superseded",
  now: number,
  why?: Pick<Agreement, "reason" | "decidedById">,
): Promise<void> {
  const { to: status } = agreementMoves[move];
  await transaction.update(Agreement, { id }, { status, endedAt: new Date(now), ...why });
  transaction.tell({ type: `agreement.${move}`, ids: { engagement: engagementId, agreement: id } });
}
