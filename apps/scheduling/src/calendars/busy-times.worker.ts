import { busyFromIcs, InvalidCalendar } from "../core/ics/busy-calendar.js";
import type { BusyQuestion, WorkedOut } from "./busy-times.js";

/** One calendar, worked out in a thread of its own; see `startBusyWorkers`. */
export default function workOut({ text, question }: { text: string; question: BusyQuestion }): WorkedOut {
  try {
    return { busy: busyFromIcs(text, question) };
  } catch (error) {
    if (!(error instanceof InvalidCalendar)) throw error;
    return { problem: error.problem, line: error.line };
  }
}
