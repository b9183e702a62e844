import type { LoggedEvent } from "@coachwork/schema";
import { setImmediate as breathe } from "node:timers/promises";
import { throughHiccups } from "./hiccup.js";
import { BATCH } from "./log-batches.js";

/** Whose events a follower wants, and from where on. */
export interface Wanted {
  readonly coach: string;
  /** The number of the last event that the follower knows of. */
  readonly after: number;
}

/** The log, as a follower needs it. */
export interface FollowedLog {
  /** Events from after a number, in order; empty when there are none yet, undefined where they are not in memory. */
  known(seq: number): readonly LoggedEvent[] | undefined;
  /** As `known`, out of the database. */
  earlier(seq: number): Promise<readonly LoggedEvent[]>;
  /** Wakes a follower when there is an event of its coach's, or after many others. */
  wait(follower: Follower): void;
}

/** The coaches whose schedule an event is about. */
export function coachesOf({ ids }: LoggedEvent): readonly string[] {
  return "coaches" in ids ? ids.coaches : [];
}

/**
 * Follows a coach's events until the signal, in order, without gap or repeat. It is a place in the firm's log and no more: it
 * asks for what comes next, so that nothing piles up for one who reads slowly.
 */
export class Follower {
  readonly coach: string;
  #seq: number;
  /** The stretch of the log that is gone through. */
  #events: readonly LoggedEvent[] = [];
  #next = 0;
  #wake: (() => void) | undefined;

  constructor(
    private readonly log: FollowedLog,
    { coach, after }: Wanted,
    private readonly signal: AbortSignal,
  ) {
    this.coach = coach;
    this.#seq = after;
  }

  /** Whether the signal came. */
  get hasEnded(): boolean {
    return this.signal.aborted;
  }

  /** The number of the last event that was gone through. */
  get seq(): number {
    return this.#seq;
  }

  /**
   * The coach's next event. Of the others it gives one now and then: all up to that one are done with. Undefined: the signal
   * came.
   *
   * @throws Interrupted where the log could not be read for long; GraphQLError where it was set back to an earlier state
   */
  async next(): Promise<LoggedEvent | undefined> {
    while (!this.signal.aborted) {
      const event = this.#inStretch();
      if (event) return event;
      await this.#readOn();
    }
    return undefined;
  }

  /** There may be more, or the signal came. */
  wake(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  #inStretch(): LoggedEvent | undefined {
    while (this.#next < this.#events.length) {
      const event = this.#events[this.#next]!;
      this.#next += 1;
      this.#seq = event.seq;
      if (this.#next === this.#events.length || coachesOf(event).includes(this.coach)) return event;
    }
    return undefined;
  }

  async #readOn(): Promise<void> {
    // A long replay out of memory must not keep the process from everybody else.
    if (this.#events.length >= BATCH) await breathe();
    this.#next = 0;
    this.#events = this.log.known(this.#seq) ?? (await throughHiccups(() => this.log.earlier(this.#seq), this.signal));
    if (this.#events.length > 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    this.log.wait(this);
    await promise;
  }
}
