import type { Transaction } from "@coachwork/platform";
import { Survey } from "@coachwork/schema";

/** A survey, locked. This waits for answers that are being written. */
export async function lockSurvey(transaction: Transaction, id: string): Promise<Survey | null> {
  await transaction.query("select from survey where firm_id = $1::uuid and id = $2::uuid for update", [
    transaction.scope.firmId,
    id,
  ]);
  return transaction.findOne(Survey, { id });
}
