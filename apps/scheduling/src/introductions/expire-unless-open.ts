import type { Transaction } from "@coachwork/platform";
import { Introduction, introductionMoves } from "@coachwork/schema";
import { isIntroductionOpen } from "../people/open-introduction.js";

/**
 * Expires an introduction that was asked when it was read, and forgets the address of somebody outside, unless it can still be
 * answered. `now` is in epoch milliseconds.
 */
export async function expireUnlessOpen(
  transaction: Transaction,
  { id, engagementId }: Introduction,
  now: number,
): Promise<void> {
  if (await isIntroductionOpen(transaction, id, now)) return;
  const expired = { status: introductionMoves.expired.to, outsiderEmail: null };
  // Not if it was declined or withdrawn meanwhile.
  if ((await transaction.update(Introduction, { id, status: "ASKED" }, expired)) === 0) return;
  transaction.tell({ type: "introduction.expired", ids: { engagement: engagementId, introduction: id } });
}
