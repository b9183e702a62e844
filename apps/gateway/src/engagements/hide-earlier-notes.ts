import type { Transaction } from "@coachwork/platform";

/**
 * Limits what people can read in their engagements to what is shared from today on. Somebody who signs up with a new
 * address need not be the person whom earlier notes were written for. A coach can share those with them
 * (`shareEarlierNotes`).
 */
export async function hideEarlierNotes(
  transaction: Transaction,
  personIds: readonly string[],
  today: string,
): Promise<void> {
  if (personIds.length === 0) return;
  for (const table of ["engagement_coach", "engagement_participant"]) {
    await transaction.query(
      `update ${table} set notes_from = greatest(coalesce(notes_from, joined_on), $3::date)
       where firm_id = $1::uuid and person_id = any($2::uuid[])`,
      [transaction.scope.firmId, personIds, today],
    );
  }
}
