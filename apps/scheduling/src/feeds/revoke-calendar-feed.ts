import { implement } from "@coachwork/platform";
import { CalendarFeed, RevokeCalendarFeed } from "@coachwork/schema";

/**
 * Revokes a calendar feed at once and for good: one's own, or anybody's for managers. Revoking it again changes
 * nothing.
 */
export const revokeCalendarFeed = implement(RevokeCalendarFeed, async (context, input) => {
  const { transaction, now } = context;
  const { id, personId, revokedAt } = await context.fetch(CalendarFeed, input.id, "id", { lock: true });
  if (revokedAt === null) {
    await transaction.update(CalendarFeed, { id }, { revokedAt: new Date(now) });
    transaction.tell({ type: "calendar_feed.revoked", ids: { person: personId, calendarFeed: id } });
  }
  return { calendarFeed: id };
});
