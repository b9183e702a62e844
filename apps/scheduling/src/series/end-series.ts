import type { Transaction } from "@coachwork/platform";
import { type Engagement, SessionSeries } from "@coachwork/schema";
import { coachesOfSeries } from "./changeable-series.js";

/** Ends all series of an engagement, which is locked: no more of their sessions are booked. `now` is in epoch milliseconds. */
export async function endSeriesOf(
  transaction: Transaction,
  { id: engagementId }: Pick<Engagement, "id">,
  now: number,
): Promise<void> {
  const rows = await transaction.query<{ id: string }>(
    `select id from series where firm_id = $1::uuid and engagement_id = $2::uuid and ended_at is null
     order by id for no key update`,
    [transaction.scope.firmId, engagementId],
  );
  for (const { id } of rows) {
    await transaction.update(SessionSeries, { id }, { endedAt: new Date(now) });
    const coaches = await coachesOfSeries(transaction, id);
    transaction.tell({ type: "series.cancelled", ids: { series: id, engagement: engagementId, coaches } });
  }
}
