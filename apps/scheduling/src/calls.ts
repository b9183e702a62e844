import { type CommandServices, execute } from "@coachwork/platform";
import type { SchedulingCalls } from "@coachwork/schema";
import { bookSession } from "./scheduling/book-session.js";
import { cancelSession } from "./scheduling/cancel-session.js";
import { freeSlots } from "./scheduling/free-slots.js";
import { importBusyCalendar } from "./scheduling/import-busy-calendar.js";
import { rescheduleSession } from "./scheduling/reschedule-session.js";
import { setAvailability } from "./scheduling/set-availability.js";

/** The service's table of contents: what it does for each call of the contract. */
export function schedulingCalls(services: CommandServices): SchedulingCalls {
  return {
    setAvailability: (caller, input) => execute(services, setAvailability, caller, input),
    importBusyCalendar: (caller, input) => execute(services, importBusyCalendar, caller, input),
    bookSession: (caller, input) => execute(services, bookSession, caller, input),
    rescheduleSession: (caller, input) => execute(services, rescheduleSession, caller, input),
    cancelSession: (caller, input) => execute(services, cancelSession, caller, input),
    freeSlots: (caller, question) => freeSlots(services.database, caller, question, services.clock.now()),
  };
}
