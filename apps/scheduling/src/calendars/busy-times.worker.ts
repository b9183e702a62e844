import { busyFromIcs, InvalidCalendar } from "../core/ics/busy-calendar.js";
import type { BusyQuestion, WorkedOut } from "./busy-times.js";

/** Expands one calendar in its own thread; see `startBusyWorkers`. */
export default function workOut({ text, question }: { text: string; question: BusyQuestion }): WorkedOut {
  try {
    return { busy: busyFromIcs(text, question) };
  } catch (error) {
    if (!(error instanceof InvalidCalendar)) throw error;
    return { problem: error.problem, line: error.line };
  }
}
