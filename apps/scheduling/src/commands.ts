import { type Implementation, implementationOf, type MailboxTokens, type OwnedBy } from "@coachwork/platform";
import { type Declared, mutations } from "@coachwork/schema";
import { TRPCError } from "@trpc/server";
import { adjustAllocation } from "./allocation/adjust-allocation.js";
import type { Perform } from "./answers/perform.js";
import { excuseFromSession } from "./attendance/excuse-from-session.js";
import { importSessions } from "./attendance/import-sessions.js";
import { logSession } from "./attendance/log-session.js";
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
import { changeSessionKind } from "./booking/change-session-kind.js";
import { removeCancellationPolicy } from "./booking/remove-cancellation-policy.js";
import { setCancellationPolicy } from "./booking/set-cancellation-policy.js";
import { setSessionPlace } from "./booking/set-session-place.js";
import { importBusyCalendar } from "./calendars/import-busy-calendar.js";
import { refreshBusyCalendar } from "./calendars/refresh-busy-calendar.js";
import { removeBusyCalendar } from "./calendars/remove-busy-calendar.js";
import { subscribeBusyCalendar } from "./calendars/subscribe-busy-calendar.js";
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
import type { CalendarServices } from "./calendars/calendars.js";

/** What commands need besides the database. */
export interface SchedulingServices extends CalendarServices {
  /** The public address of the gateway, such as `https://api.example.com`. */
  readonly publicUrl: string;
  readonly mailboxTokens: MailboxTokens;
}

/** Performs any mutation that the service owns. */
export function performing(services: SchedulingServices): Perform {
  const commands = schedulingCommands(services);
  return async (actor, name, input) => {
    const mutation = owned.get(name);
    if (!mutation) throw new TRPCError({ code: "NOT_FOUND", message: `Scheduling owns no mutation ${name}.` });
    return implementationOf<"scheduling">(commands, mutation).perform(services, actor, input);
  };
}

type Owned = Extract<Declared, { readonly owner: "scheduling" }>;

/** The service's mutations, by name. */
const owned = new Map<string, Owned>(mutations.filter(isOwned).map((mutation) => [mutation.name, mutation]));

function isOwned(mutation: Declared): mutation is Owned {
  return mutation.owner === "scheduling";
}

/** The commands for the mutations that the service owns, feature by feature. */
function schedulingCommands(services: SchedulingServices): OwnedBy<"scheduling"> {
  /** Expires finished holds first, so that they do not block the coach's time. */
  const expireHoldsFirst = <M>(command: Implementation<M>): Implementation<M> => ({
    ...command,
    async perform(given, actor, input) {
      await expireHolds(services, actor.firmId);
      return command.perform(given, actor, input);
    },
  });
  return {
    setAvailability,
    setAvailabilityOverride,
    removeAvailabilityOverride,
    addTimeOff,
    removeTimeOff,
    addTravel,
    removeTravel,
    importBusyCalendar: importBusyCalendar(services.calendars),
    subscribeBusyCalendar: subscribeBusyCalendar(services.calendars),
    refreshBusyCalendar: refreshBusyCalendar(services),
    removeBusyCalendar,
    bookSession: expireHoldsFirst(bookSession),
    holdSlot: expireHoldsFirst(holdSlot),
    confirmHold,
    releaseHold,
    rescheduleSession: expireHoldsFirst(rescheduleSession),
    cancelSession,
    setSessionPlace,
    takeSeat,
    leaveSeat,
    acceptSeatOffer,
    declineSeatOffer,
    setSeats,
    logSession,
    importSessions,
    recordAttendance,
    setSessionAgenda,
    excuseFromSession,
    bookSeries: expireHoldsFirst(bookSeries),
    cancelSeries,
    changeSeries: expireHoldsFirst(changeSeries),
    adjustAllocation,
    changeSessionKind,
    setCancellationPolicy,
    removeCancellationPolicy,
    setReminders,
    createCalendarFeed: createCalendarFeed(services.publicUrl),
    revokeCalendarFeed,
  };
}
