import { Piscina } from "piscina";
import { InvalidCalendar, type CalendarQuestion, type ReadCalendar } from "../core/ics/busy-calendar.js";
import { deadline } from "./deadline.js";
import { CalendarFailure } from "./failure.js";
import { Turns } from "./turns.js";

/** What is asked of a calendar, and for whom. */
export interface BusyQuestion extends CalendarQuestion {
  /** Whose calendar it is: of the threads, a firm has one at a time. */
  readonly firmId: string;
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
 * Reads a calendar as `busyFromIcs` does: a text, or bytes, which are given away.
 * @throws InvalidCalendar, CalendarFailure if it is not done in time, or NoTurn if it was not begun in time.
 */
export type BusyTimes = (
  calendar: string | Uint8Array<ArrayBuffer>,
  question: BusyQuestion,
  limits: WorkLimits,
) => Promise<ReadCalendar>;

/** What the worker answers: an error would lose its class on the way. */
export type WorkedOut =
  { readonly read: ReadCalendar } | { readonly problem: string; readonly line: number | undefined };

export interface BusyWorkers {
  readonly busyTimes: BusyTimes;
  close(): Promise<void>;
}

/** What a worker is given. */
export interface Work {
  readonly calendar: string | Uint8Array<ArrayBuffer>;
  readonly question: BusyQuestion;
}

/** Two, so that one firm never has them all. */
const THREADS = 2;

/** The memory of a thread: four times what a calendar of a million bytes with only small events was seen to need. */
const MOST_MEGABYTES = 256;

/**
 * Works calendars out beside the event loop: strangers write them, and a text of a thousand bytes can ask for hours of work.
 * What takes too long ends with its thread. Threads start when there is work and end when there is none.
 */
export function startBusyWorkers(): BusyWorkers {
  const pool = new Piscina<Work, WorkedOut>({
    filename: new URL("./busy-times.worker.js", import.meta.url).href,
    minThreads: 0,
    maxThreads: THREADS,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  });
  const turns = new Turns(THREADS);
  const workOut = async ({ calendar, question }: Work, end: AbortSignal): Promise<ReadCalendar> => {
    const answer = await pool
      .run({ calendar, question }, { signal: end, transferList: transferable(calendar) })
      .catch((error: unknown) => {
        if (end.aborted || isOutOfMemory(error)) throw tooMuch();
        throw error;
      });
    if ("read" in answer) return answer.read;
    throw new InvalidCalendar(answer.problem, answer.line);
  };
  return {
    busyTimes: (calendar, question, { begun, work, signal }) =>
      turns.take(question.firmId, begun, () => workOut({ calendar, question }, deadline(work, signal))),
    close: () => pool.close({ force: true }),
  };
}

function transferable(calendar: Work["calendar"]): ArrayBuffer[] {
  return typeof calendar === "string" ? [] : [calendar.buffer];
}

function isOutOfMemory(error: unknown): boolean {
  return (error as { code?: unknown }).code === "ERR_WORKER_OUT_OF_MEMORY";
}

function tooMuch(): CalendarFailure {
  return new CalendarFailure("TOO_LARGE", "The calendar's events take too long to compute.");
}
