import type { Transaction } from "@coachwork/platform";
import { introductionOpenSql } from "@coachwork/schema";

/** Whether an introduction that is asked can still be answered. `now` is in epoch milliseconds. */
export async function isIntroductionOpen(transaction: Transaction, id: string, now: number): Promise<boolean> {
  const values = [transaction.scope.firmId, id, new Date(now)];
  const [found] = await transaction.query<{ isOpen: boolean }>(introductionOpenSql, values);
  return found?.isOpen === true;
}
