import { type Database, eventsAfter, logAt } from "@coachwork/platform";
import type { LoggedEvent } from "@coachwork/schema";
import { type FollowedLog, Follower, subjectsOf, type Wanted } from "./follower.js";
import { type LogBatches, BATCH } from "./log-batches.js";
import { isSame, PASSED, resyncRequired } from "./position.js";

/** The number of a firm's events kept in memory for close followers. Those further behind read the database. */
const TAIL = 1_000;

/**
 * The end of one firm's event log, shared by all its followers in this process. An event wakes only those who follow
 * one of its subjects.
 */
export class FirmLog implements FollowedLog {
  #tail: LoggedEvent[] = [];
  /** The last event known here. */
  #last: LoggedEvent | undefined;
  #opening: Promise<void> | undefined;
  #isOpen = false;
  #reading: Promise<void> | undefined;
  #again = false;
  #isSetBack = false;
  #followers = 0;
  /** Followers who are up to date and wait, longest first. */
  readonly #waiting = new Set<Follower>();
  readonly #bySubject = new Map<string, Set<Follower>>();

  constructor(
    private readonly database: Database,
    private readonly batches: LogBatches,
    private readonly firmId: string,
    /** Called when nobody follows the log any more, or when the log turns out to be a different one. */
    private readonly onEnd: (end: "unfollowed" | "set back") => void,
  ) {}

  /** Follows the events of some subjects until the signal. */
  follow(wanted: Wanted, signal: AbortSignal): Follower {
    const follower = new Follower(this, wanted, signal);
    this.#followers += 1;
    const leave = () => {
      this.#wake(follower);
      this.#followers -= 1;
      if (this.#followers === 0) this.onEnd("unfollowed");
    };
    signal.addEventListener("abort", leave, { once: true });
    return follower;
  }

  known(seq: number): readonly LoggedEvent[] | undefined {
    if (this.#isSetBack) throw resyncRequired("The firm's event log was restored to an earlier state.");
    if (!this.#isOpen) return undefined;
    if (seq >= this.#lastSeq) return [];
    const first = this.#tail[0]?.seq ?? Number.POSITIVE_INFINITY;
    return seq + 1 >= first ? this.#tail.slice(seq + 1 - first, seq + 1 - first + BATCH) : undefined;
  }

  async earlier(seq: number): Promise<readonly LoggedEvent[]> {
    await this.#open();
    if (seq >= this.#lastSeq) return [];
    const events = await this.batches.after(this.firmId, seq);
    const [first] = events;
    if (!first)
      this.#setBack(); // there were some
    else if (first.seq !== seq + 1) throw resyncRequired("What comes next is not kept in the log any more.");
    return events;
  }

  wait(follower: Follower): void {
    this.#waiting.add(follower);
    for (const subject of follower.subjects) {
      const others = this.#bySubject.get(subject);
      if (others) others.add(follower);
      else this.#bySubject.set(subject, new Set([follower]));
    }
    if (follower.seq < this.#lastSeq || this.#isSetBack || follower.hasEnded) this.#wake(follower);
  }

  /** Reads what was logged since. Calls during a read lead to one more read. */
  refresh(): Promise<void> {
    this.#again = true;
    return (this.#reading ??= this.#read());
  }

  get #lastSeq(): number {
    return this.#last?.seq ?? 0;
  }

  /** Finds the end of the log. */
  #open(): Promise<void> {
    this.#opening ??= logAt(this.database, this.firmId).then(({ event }) => {
      this.#last = event;
      this.#isOpen = true;
    });
    this.#opening.catch(() => (this.#opening = undefined));
    return this.#opening;
  }

  async #read(): Promise<void> {
    try {
      await this.#open();
      while (this.#again) {
        this.#again = false;
        const known = this.#last;
        // Reads the last known event again. If a different one is in its place, the database was restored.
        const events = await eventsAfter(this.database, this.firmId, this.#lastSeq - 1, BATCH + 1);
        if (known && isSame(known, events[0])) events.shift();
        else if (known && !(await this.#wasDropped(known, events[0]))) return this.#setBack();
        if (events.length > 0) this.#take(events);
      }
    } finally {
      this.#reading = undefined; // in the same tick as the last check of #again, so that no call is missed
    }
  }

  /** Whether an event is not there because it is older than is kept, and what follows it is there. */
  async #wasDropped({ seq }: LoggedEvent, next: LoggedEvent | undefined): Promise<boolean> {
    if (next && next.seq !== seq + 1) return false;
    const { firstSeq, lastSeq } = await logAt(this.database, this.firmId);
    return firstSeq > seq && lastSeq >= seq;
  }

  #take(events: readonly LoggedEvent[]): void {
    this.#again = true;
    this.#last = events.at(-1)!;
    this.#tail = [...this.#tail, ...events].slice(-TAIL);
    for (const subject of new Set(events.flatMap(subjectsOf)))
      for (const follower of this.#bySubject.get(subject) ?? []) this.#wake(follower);
    // Everybody advances now and then, so that nobody checks the same events twice.
    for (const follower of this.#waiting) {
      if (this.#lastSeq < follower.seq + PASSED) break;
      this.#wake(follower);
    }
  }

  #setBack(): void {
    if (this.#isSetBack) return;
    this.#isSetBack = true;
    this.onEnd("set back");
    for (const follower of this.#waiting) this.#wake(follower);
  }

  #wake(follower: Follower): void {
    if (!this.#waiting.delete(follower)) return;
    for (const subject of follower.subjects) {
      const others = this.#bySubject.get(subject)!;
      others.delete(follower);
      if (others.size === 0) this.#bySubject.delete(subject);
    }
    follower.wake();
  }
}
