import { implement } from "@coachwork/platform";
import { BusyCalendar, BusyTime, RemoveBusyCalendar } from "@coachwork/schema";

/** Removes a calendar, uploaded or from an address. Its times are free again. Coaches see only their own calendars. */
export const removeBusyCalendar = implement(RemoveBusyCalendar, async (context, input) => {
  const { transaction } = context;
  const { id, coachId } = await context.fetch(BusyCalendar, input.id, "id", { lock: true });
  await transaction.delete(BusyTime, { calendarId: id });
  await transaction.delete(BusyCalendar, { id });
  transaction.tell({ type: "busy_calendar.removed", ids: { coach: coachId, busyCalendar: id } });
  return { coach: coachId };
});
