import type { SessionsAfter } from "../engagements/last-day.js";

/** Bookings lock the engagement as its changes do, so none comes in between. */
export const sessionsAfter: SessionsAfter = async (transaction, engagementId, day) => {
  const [found] = await transaction.query<{ count: number; last: string | null }>(
    `select count(*)::int as count, max(date)::text as last from session
     where firm_id = $1::uuid and engagement_id = $2::uuid and status in ('HELD', 'CONFIRMED') and date > $3::date`,
    [transaction.scope.firmId, engagementId, day],
  );
  return found!;
};
