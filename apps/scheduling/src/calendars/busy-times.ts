import { Piscina } from "piscina";
import { InvalidCalendar } from "../core/ics/busy-calendar.js";
import type { Interval } from "../core/interval.js";
import { deadline } from "./deadline.js";
import { CalendarFailure } from "./failure.js";
import { Turns } from "./turns.js";

/**
 * How to read a calendar's busy times: the zone of its floating times, and the range [from, to) in epoch milliseconds.
 */
export interface BusyQuestion {
  /** The firm that the calendar belongs to. A firm uses one thread at a time. */
  readonly firmId: string;
  readonly timeZone: string;
  readonly from: number;
  readonly to: number;
}

/** The time limits for expanding a calendar. */
export interface WorkLimits {
  /** When it aborts, a calendar that is still waiting for a thread gives up. */
  readonly begun: AbortSignal;
  /**
   * Milliseconds from the moment a thread takes it. The wait before depends on other calendars and says nothing about
   * this one.
   */
  readonly work: number;
  /** Ends the work, whatever time is left. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The busy times of a calendar in a range, as from `busyFromIcs`.
 * @throws InvalidCalendar, CalendarFailure if it takes too long, or NoTurn if it was not started in time
 */
export type BusyTimes = (text: string, question: BusyQuestion, limits: WorkLimits) => Promise<Interval[]>;

/** What the worker returns. An error would lose its class on the way. */
export type WorkedOut = { readonly busy: Interval[] } | { readonly problem: string; readonly line: number | undefined };

export interface BusyWorkers {
  readonly busyTimes: BusyTimes;
  close(): Promise<void>;
}

/** Two, so that one firm never occupies all. */
const THREADS = 2;

/** The memory of a thread: four times what a calendar of a million bytes with only small events was seen to need. */
const MOST_MEGABYTES = 256;

/**
 * Expands calendars outside the event loop. Strangers write them, and a text of a million bytes can require hours of
 * work. Work that takes too long ends with its thread. Threads start when there is work and end when there is none.
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
  return new CalendarFailure("TOO_LARGE", "The calendar's events take too long to compute.");
}
