import type { LoggedEvent } from "@coachwork/schema";
import { setImmediate as breathe } from "node:timers/promises";
import { retryHiccups } from "./hiccup.js";
import { BATCH } from "./log-batches.js";

/** Which events a follower wants, and from where. */
export interface Wanted {
  /** Coaches and engagements by UUID, and perhaps MEMBERSHIPS, or EVERYTHING. It may grow while the follower does not wait. */
  readonly subjects: ReadonlySet<string>;
  /** The number of the last event that the follower knows. */
  readonly after: number;
}

/** The log as a follower needs it. */
export interface FollowedLog {
  /** Events after a number, in order. Empty if there are none yet, and undefined if they are not in memory. */
  known(seq: number): readonly LoggedEvent[] | undefined;
  /** Like `known`, from the database. */
  earlier(seq: number): Promise<readonly LoggedEvent[]>;
  /** Wakes a follower when one of its subjects has an event, or after many other events. */
  wait(follower: Follower): void;
}

/** The subject of events that somebody takes part in another engagement. */
export const MEMBERSHIPS = "memberships";

/** The subject of what happens in an engagement besides its schedule. */
export function changesOf(engagement: string): string {
  return `changes of ${engagement}`;
}

/** The subject of all events of a firm. */
export const EVERYTHING = "everything";

/** The subject of what changes when every coach can be booked: the firm's holidays and session types. */
export const OF_ALL_COACHES = "all coaches";

/** What an event is about: the coaches whose schedule it changes and their engagement, or else the engagement that it changes. */
export function subjectsOf({ type, ids }: LoggedEvent): readonly string[] {
  if ("coaches" in ids) return [EVERYTHING, ...ids.coaches, ids.engagement];
  if ("coach" in ids) return [EVERYTHING, ids.coach];
  if ("holiday" in ids || "sessionType" in ids) return [EVERYTHING, OF_ALL_COACHES];
  const changed = "engagement" in ids && ids.engagement !== undefined ? [changesOf(ids.engagement)] : [];
  return type === "engagement.participant_joined" ? [EVERYTHING, MEMBERSHIPS, ...changed] : [EVERYTHING, ...changed];
}

/** Whether an event is about one of these. */
export function isAbout(event: LoggedEvent, subjects: ReadonlySet<string>): boolean {
  return subjectsOf(event).some((subject) => subjects.has(subject));
}

/**
 * Follows the events of some subjects until the signal, in order, without gap or repeat. It is only a position in the firm's log
 * and pulls what comes next, so nothing piles up for a slow reader.
 */
export class Follower {
  readonly subjects: ReadonlySet<string>;
  #seq: number;
  /** The part of the log that is being read. */
  #events: readonly LoggedEvent[] = [];
  #next = 0;
  #wake: (() => void) | undefined;

  constructor(
    private readonly log: FollowedLog,
    { subjects, after }: Wanted,
    private readonly signal: AbortSignal,
  ) {
    this.subjects = subjects;
    this.#seq = after;
  }

  /** Whether the signal came. */
  get hasEnded(): boolean {
    return this.signal.aborted;
  }

  /** The number of the last event that was read. */
  get seq(): number {
    return this.#seq;
  }

  /** Whether it has read all that is known. */
  get isUpToDate(): boolean {
    return this.#next === this.#events.length && this.log.known(this.#seq)?.length === 0;
  }

  /**
   * The subjects' next event. Now and then it returns another one, which means that everything up to it is
   * done. Undefined after the signal.
   *
   * @throws Interrupted if the log was unreadable for long; GraphQLError if it was restored to an earlier state
   */
  async next(): Promise<LoggedEvent | undefined> {
    while (!this.signal.aborted) {
      const event = this.#inStretch();
      if (event) return event;
      // A long replay from memory must not block the process for everybody else.
      if (this.#events.length >= BATCH) await breathe();
      const events = this.log.known(this.#seq) ?? (await retryHiccups(() => this.log.earlier(this.#seq), this.signal));
      [this.#events, this.#next] = [events, 0];
      if (events.length === 0) await this.#more();
    }
    return undefined;
  }

  /** Resolves when there may be more, or at the signal. */
  wake(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  #inStretch(): LoggedEvent | undefined {
    while (this.#next < this.#events.length) {
      const event = this.#events[this.#next]!;
      this.#next += 1;
      this.#seq = event.seq;
      if (this.#next === this.#events.length || isAbout(event, this.subjects)) return event;
    }
    return undefined;
  }

  /** Resolves when there may be more. */
  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      this.log.wait(this);
    });
  }
}
