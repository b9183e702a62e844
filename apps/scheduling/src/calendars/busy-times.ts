import { Piscina } from "piscina";
import { InvalidCalendar } from "../core/busy-calendar.js";
import type { Interval } from "../core/interval.js";
import { CalendarFailure } from "./failure.js";

/** What to read a calendar's busy times with: the zone of its floating times, and the range [from, to) in epoch milliseconds. */
export interface BusyQuestion {
  readonly timeZone: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The busy times that a calendar has in a range, as `busyFromIcs` tells them.
 * @throws InvalidCalendar, or CalendarFailure if it is not done when the signal aborts.
 */
export type BusyTimes = (text: string, question: BusyQuestion, signal: AbortSignal) => Promise<Interval[]>;

/** What the worker answers: an error would lose its class on the way. */
export type WorkedOut = { readonly busy: Interval[] } | { readonly problem: string; readonly line: number | undefined };

export interface BusyWorkers {
  readonly busyTimes: BusyTimes;
  close(): Promise<void>;
}

/** What a thread may keep: four times what a calendar of a million bytes, all of it small events, was seen to need. */
const MOST_MEGABYTES = 256;

/**
 * Works calendars out beside the event loop: strangers write them, and a text of a million bytes can ask for hours of work.
 * What takes too long ends with its thread. Threads start when there is work and end when there is none.
 */
export function startBusyWorkers(): BusyWorkers {
  const pool = new Piscina<{ text: string; question: BusyQuestion }, WorkedOut>({
    filename: new URL("./busy-times.worker.js", import.meta.url).href,
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  });
  return {
    async busyTimes(text, question, signal) {
      const answer = await pool.run({ text, question }, { signal }).catch((error: unknown) => {
        if (signal.aborted || isOutOfMemory(error)) throw tooMuch();
        throw error;
      });
      if ("busy" in answer) return answer.busy;
      throw new InvalidCalendar(answer.problem, answer.line);
    },
    close: () => pool.close({ force: true }),
  };
}

function isOutOfMemory(error: unknown): boolean {
  return (error as { code?: unknown }).code === "ERR_WORKER_OUT_OF_MEMORY";
}

function tooMuch(): CalendarFailure {
  return new CalendarFailure("TOO_LARGE", "The calendar's events take too long to work out.");
}
