import { busyFromIcs, InvalidCalendar } from "../core/ics/busy-calendar.js";
import type { Work, WorkedOut } from "./busy-times.js";

/** One calendar, worked out in a thread of its own; see `startBusyWorkers`. */
export default function workOut({ calendar, question }: Work): WorkedOut {
  try {
    return { read: busyFromIcs(calendar, question) };
  } catch (error) {
    if (!(error instanceof InvalidCalendar)) throw error;
    return { problem: error.problem, line: error.line };
  }
}
