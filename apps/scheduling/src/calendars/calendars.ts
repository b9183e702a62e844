import type { CommandServices, Network } from "@coachwork/platform";
import { InvalidCalendar, type ReadCalendar } from "../core/ics/busy-calendar.js";
import type { BusyQuestion, BusyTimes, WorkLimits } from "./busy-times.js";
import { deadline } from "./deadline.js";
import { CalendarFailure } from "./failure.js";
import { type FeedVersion, readFeed } from "./read-feed.js";

/** What is needed to read external calendars. */
export interface Calendars {
  readonly network: Network;
  readonly busyTimes: BusyTimes;
  /** Milliseconds between two reads of an address. */
  readonly refreshEvery: number;
}

export interface CalendarServices extends CommandServices {
  readonly calendars: Calendars;
}

/** Milliseconds until a calendar must be under expansion, including the server's response; and for the expansion. */
export interface Patience {
  readonly answer: number;
  readonly work: number;
  /** Ends both. A failure after that says nothing about the calendar. It is thrown, not returned. */
  readonly signal?: AbortSignal;
}

/** For a waiting client: together they take less than the gateway's own deadline of eight seconds. */
export const ASKED: Patience = { answer: 4_000, work: 3_000 };
export const UNASKED: Patience = { answer: 10_000, work: 10_000 };

/** A client's patience, from now on. */
export function startWaiting({ answer, work, signal }: Patience): WorkLimits {
  return { begun: deadline(answer, signal), work, signal };
}

/** A calendar as it is at its address. */
export interface FoundCalendar extends FeedVersion, ReadCalendar {}

/** Reads a calendar from its address and expands it. "unchanged" means that it is still the `known` version. */
export async function findCalendar(
  { network, busyTimes }: Calendars,
  address: string,
  known: FeedVersion,
  question: BusyQuestion,
  limits: WorkLimits,
): Promise<FoundCalendar | "unchanged" | CalendarFailure> {
  return orFailure(limits, async () => {
    const feed = await readFeed(address, known, network, limits.begun);
    if (feed === "unchanged") return feed;
    const { bytes, ...version } = feed;
    return { ...version, ...(await busyTimes(bytes, question, limits)) };
  });
}

/** Works out anew what was read before. */
export async function workOut(
  { busyTimes }: Calendars,
  source: string,
  question: BusyQuestion,
  limits: WorkLimits,
): Promise<ReadCalendar | CalendarFailure> {
  return orFailure(limits, () => busyTimes(source, question, limits));
}

async function orFailure<T>({ signal }: WorkLimits, attempt: () => Promise<T>): Promise<T | CalendarFailure> {
  try {
    return await attempt();
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof CalendarFailure) return error;
    if (error instanceof InvalidCalendar) return unreliable(error);
    throw error;
  }
}

/** Says where the error is, but does not quote it: the reader of the message need not own the calendar. */
function unreliable({ line }: InvalidCalendar): CalendarFailure {
  const where = line === undefined ? "What was read" : `Line ${line} of what was read`;
  return new CalendarFailure("NOT_A_CALENDAR", `${where} is not reliable iCalendar.`);
}
