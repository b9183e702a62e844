import type { Transaction } from "@coachwork/platform";
import { Engagement } from "@coachwork/schema";

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
    const hidden = await transaction.query<{ engagementId: string }>(
      `update ${table} set notes_from = greatest(coalesce(notes_from, joined_on), $3::date), updated_at = $4
       where firm_id = $1::uuid and person_id = any($2::uuid[]) and coalesce(notes_from, joined_on) < $3::date
       returning engagement_id as "engagementId"`,
      [transaction.scope.firmId, personIds, today, transaction.changedAt],
    );
    const engagementIds = hidden.map(({ engagementId }) => engagementId);
    transaction.touch(Engagement, engagementIds);
  }
}
