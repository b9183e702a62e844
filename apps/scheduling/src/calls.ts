import { execute } from "@coachwork/platform";
import type { SchedulingCaller, SchedulingCalls } from "@coachwork/schema";
import { adjustAllocation } from "./allocation/adjust-allocation.js";
import { recordAttendance } from "./attendance/record-attendance.js";
import { setSessionAgenda } from "./attendance/set-session-agenda.js";
import { addTimeOff } from "./availability/add-time-off.js";
import { addTravel } from "./availability/add-travel.js";
import { removeAvailabilityOverride } from "./availability/remove-availability-override.js";
import { removeTimeOff } from "./availability/remove-time-off.js";
import { removeTravel } from "./availability/remove-travel.js";
import { setAvailabilityOverride } from "./availability/set-availability-override.js";
import { setAvailability } from "./availability/set-availability.js";
import { bookSession } from "./booking/book-session.js";
import { cancelSession } from "./booking/cancel-session.js";
import { rescheduleSession } from "./booking/reschedule-session.js";
import { setCancellationPolicy } from "./booking/set-cancellation-policy.js";
import type { CalendarServices } from "./calendars/calendars.js";
import { importBusyCalendar } from "./calendars/import-busy-calendar.js";
import { executeOutside } from "./calendars/outside-command.js";
import { refreshBusyCalendar } from "./calendars/refresh-busy-calendar.js";
import { removeBusyCalendar } from "./calendars/remove-busy-calendar.js";
import { subscribeBusyCalendar } from "./calendars/subscribe-busy-calendar.js";
import { calendarFeed } from "./feeds/calendar-feed.js";
import { createCalendarFeed } from "./feeds/create-calendar-feed.js";
import { revokeCalendarFeed } from "./feeds/revoke-calendar-feed.js";
import { confirmHold } from "./holds/confirm-hold.js";
import { expireHolds } from "./holds/expire-holds.js";
import { holdSlot } from "./holds/hold-slot.js";
import { releaseHold } from "./holds/release-hold.js";
import { setReminders } from "./mail/set-reminders.js";
import { acceptSeatOffer } from "./seats/accept-seat-offer.js";
import { declineSeatOffer } from "./seats/decline-seat-offer.js";
import { leaveSeat } from "./seats/leave-seat.js";
import { setSeats } from "./seats/set-seats.js";
import { takeSeat } from "./seats/take-seat.js";
import { bookSeries } from "./series/book-series.js";
import { cancelSeries } from "./series/cancel-series.js";
import { changeSeries } from "./series/change-series.js";
import { archiveSessionType } from "./session-types/archive-session-type.js";
import { createSessionType } from "./session-types/create-session-type.js";
import { updateSessionType } from "./session-types/update-session-type.js";
import { freeSlots } from "./slots/free-slots.js";
import { nextFreeSlots } from "./slots/next-free-slots.js";
import { turnedAway } from "./turned-away.js";

/** The service's table of contents: what it does for each call of the contract. */
export function schedulingCalls(services: CalendarServices): SchedulingCalls {
  /** What takes a coach's time must not find it taken by a hold that is over. */
  const withoutOldHolds = async <T>({ firmId }: SchedulingCaller, work: () => Promise<T>): Promise<T> => {
    await expireHolds(services, firmId);
    return work();
  };
  return turnedAway<SchedulingCalls>({
    setAvailability: (caller, input) => execute(services, setAvailability, caller, input),
    setAvailabilityOverride: (caller, input) => execute(services, setAvailabilityOverride, caller, input),
    removeAvailabilityOverride: (caller, input) => execute(services, removeAvailabilityOverride, caller, input),
    addTimeOff: (caller, input) => execute(services, addTimeOff, caller, input),
    removeTimeOff: (caller, input) => execute(services, removeTimeOff, caller, input),
    addTravel: (caller, input) => execute(services, addTravel, caller, input),
    removeTravel: (caller, input) => execute(services, removeTravel, caller, input),
    createSessionType: (caller, input) => execute(services, createSessionType, caller, input),
    updateSessionType: (caller, input) => execute(services, updateSessionType, caller, input),
    archiveSessionType: (caller, input) => execute(services, archiveSessionType, caller, input),
    importBusyCalendar: (caller, input) =>
      executeOutside(services, importBusyCalendar(services.calendars), caller, input),
    subscribeBusyCalendar: (caller, input) =>
      executeOutside(services, subscribeBusyCalendar(services.calendars), caller, input),
    refreshBusyCalendar: (caller, input) => executeOutside(services, refreshBusyCalendar(services), caller, input),
    removeBusyCalendar: (caller, input) => execute(services, removeBusyCalendar, caller, input),
    bookSession: (caller, input) => withoutOldHolds(caller, () => execute(services, bookSession, caller, input)),
    holdSlot: (caller, input) => withoutOldHolds(caller, () => execute(services, holdSlot, caller, input)),
    confirmHold: (caller, input) => execute(services, confirmHold, caller, input),
    releaseHold: (caller, input) => execute(services, releaseHold, caller, input),
    rescheduleSession: (caller, input) =>
      withoutOldHolds(caller, () => execute(services, rescheduleSession, caller, input)),
    cancelSession: (caller, input) => execute(services, cancelSession, caller, input),
    takeSeat: (caller, input) => execute(services, takeSeat, caller, input),
    leaveSeat: (caller, input) => execute(services, leaveSeat, caller, input),
    acceptSeatOffer: (caller, input) => execute(services, acceptSeatOffer, caller, input),
    declineSeatOffer: (caller, input) => execute(services, declineSeatOffer, caller, input),
    setSeats: (caller, input) => execute(services, setSeats, caller, input),
    recordAttendance: (caller, input) => execute(services, recordAttendance, caller, input),
    setSessionAgenda: (caller, input) => execute(services, setSessionAgenda, caller, input),
    bookSeries: (caller, input) => withoutOldHolds(caller, () => execute(services, bookSeries, caller, input)),
    cancelSeries: (caller, input) => execute(services, cancelSeries, caller, input),
    changeSeries: (caller, input) => withoutOldHolds(caller, () => execute(services, changeSeries, caller, input)),
    adjustAllocation: (caller, input) => execute(services, adjustAllocation, caller, input),
    setCancellationPolicy: (caller, input) => execute(services, setCancellationPolicy, caller, input),
    setReminders: (caller, input) => execute(services, setReminders, caller, input),
    createCalendarFeed: (caller, input) => execute(services, createCalendarFeed, caller, input),
    revokeCalendarFeed: (caller, input) => execute(services, revokeCalendarFeed, caller, input),
    calendarFeed: (question) => calendarFeed(services, question),
    freeSlots: (caller, question) => freeSlots(services.database, caller, question, services.clock.now()),
    nextFreeSlots: (caller, question) => nextFreeSlots(services.database, caller, question, services.clock.now()),
  });
}
