import { Piscina } from "piscina";
import { InvalidCalendar } from "../core/ics/busy-calendar.js";
import type { Interval } from "../core/interval.js";
import { deadline } from "./deadline.js";
import { CalendarFailure } from "./failure.js";
import { Turns } from "./turns.js";

/** What to read a calendar's busy times with: the zone of its floating times, and the range [from, to) in epoch milliseconds. */
export interface BusyQuestion {
  /** Whose calendar it is: of the threads, a firm has one at a time. */
  readonly firmId: string;
  readonly timeZone: string;
  readonly from: number;
  readonly to: number;
}

/** How long it may take to work a calendar out. */
export interface WorkLimits {
  /** When it aborts, a calendar that still waits for a thread does so no longer. */
  readonly begun: AbortSignal;
  /** Milliseconds from when a thread takes it: those of before are others' calendars, and say nothing of this one. */
  readonly work: number;
  /** Ends the work, whatever time is left. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The busy times that a calendar has in a range, as `busyFromIcs` tells them.
 * @throws InvalidCalendar, CalendarFailure if it is not done in time, or NoTurn if it was not begun in time.
 */
export type BusyTimes = (text: string, question: BusyQuestion, limits: WorkLimits) => Promise<Interval[]>;

/** What the worker answers: an error would lose its class on the way. */
export type WorkedOut = { readonly busy: Interval[] } | { readonly problem: string; readonly line: number | undefined };

export interface BusyWorkers {
  readonly busyTimes: BusyTimes;
  close(): Promise<void>;
}

/** Two, so that one firm never has them all. */
const THREADS = 2;

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
    maxThreads: THREADS,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  });
  const turns = new Turns(THREADS);
  const workOut = async (text: string, question: BusyQuestion, end: AbortSignal): Promise<Interval[]> => {
    const answer = await pool.run({ text, question }, { signal: end }).catch((error: unknown) => {
      if (end.aborted || isOutOfMemory(error)) throw tooMuch();
      throw error;
    });
    if ("busy" in answer) return answer.busy;
    throw new InvalidCalendar(answer.problem, answer.line);
  };
  return {
    busyTimes: (text, question, { begun, work, signal }) =>
      turns.take(question.firmId, begun, () => workOut(text, question, deadline(work, signal))),
    close: () => pool.close({ force: true }),
  };
}

function isOutOfMemory(error: unknown): boolean {
  return (error as { code?: unknown }).code === "ERR_WORKER_OUT_OF_MEMORY";
}

function tooMuch(): CalendarFailure {
  return new CalendarFailure("TOO_LARGE", "The calendar's events take too long to work out.");
}
