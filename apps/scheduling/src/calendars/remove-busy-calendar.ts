import { type CommandContext, command } from "@coachwork/platform";
import {
  BusyCalendar,
  BusyTime,
  type CodeOf,
  RemoveBusyCalendarCodes,
  type RemoveBusyCalendarInput,
} from "@coachwork/schema";

/** Does without a calendar, uploaded or by address: its times are free again. Coaches see their own calendars alone. */
export const removeBusyCalendar = command({
  codes: RemoveBusyCalendarCodes,
  roles: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH"],

  async run(context: CommandContext<CodeOf<typeof RemoveBusyCalendarCodes>>, input: RemoveBusyCalendarInput) {
    const { transaction } = context;
    const { id, coachId } = await context.fetch(BusyCalendar, input.id, "id", { lock: true });
    await transaction.delete(BusyTime, { calendarId: id });
    await transaction.delete(BusyCalendar, { id });
    transaction.tell({ type: "busy_calendar.removed", ids: { coach: coachId, busyCalendar: id } });
    return { coach: coachId };
  },
});
