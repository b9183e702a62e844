const RETRY_AFTER_MS = 1_000;

/** A party has asked for more than its share of the database. Nothing was done, and it may ask again. */
export class Crowded extends Error {
  override readonly name = "Crowded";
  /** The GraphQL error code for clients. */
  readonly extensions = {
    code: "THROTTLED",
    retryAfterMs: RETRY_AFTER_MS,
    http: { status: 429, headers: new Map([["retry-after", String(RETRY_AFTER_MS / 1_000)]]) },
  };

  constructor() {
    super("Your firm has too many requests in progress. Try again in a second.");
  }
}

/** Whether a statement was cancelled because it waited too long for somebody else's lock. It may be retried. */
export function isLockTimeout(error: unknown): boolean {
  return (error as { code?: unknown }).code === "55P03";
}

export interface ShareOptions {
  /** The number of places. */
  readonly places: number;
  /** The maximum number of places of one party. */
  readonly share: number;
  /** How many requests of a party may wait. */
  readonly mostWaiting: number;
  /** How many milliseconds each may wait. */
  readonly patienceMs: number;
}

interface Waiter {
  begin(): void;
}

/**
 * Gives places to parties, each up to its share, so that one party cannot take them all. Each party has its own queue,
 * and the parties take turns. A long queue delays nobody else.
 */
export class Shares {
  #free: number;
  readonly #taken = new Map<string, number>();
  /** The queues by party, in the order of their turns. A queue is never empty. */
  readonly #lines = new Map<string, Set<Waiter>>();

  constructor(private readonly options: ShareOptions) {
    this.#free = options.places;
  }

  /**
   * Takes a place. Returns nothing if there is one now, and otherwise a promise. A patient party waits without a limit.
   *
   * @throws Crowded (or rejects with it) if too many wait or the wait is too long
   */
  enter(party: string, isPatient = false): Promise<void> | undefined {
    if (this.#mayBegin(party)) return void this.#begin(party);
    const line = this.#lines.get(party) ?? new Set();
    const { mostWaiting, patienceMs } = this.options;
    if (!isPatient && line.size >= mostWaiting) throw new Crowded();
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        begin: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const leave = () => {
        this.#strike(party, line, waiter);
        reject(new Crowded());
      };
      const timer = isPatient ? undefined : setTimeout(leave, patienceMs);
      line.add(waiter);
      this.#lines.set(party, line);
    });
  }

  /** Does work in one of the party's places, as soon as there is one. */
  async take<T>(party: string, work: () => Promise<T>): Promise<T> {
    const turn = this.enter(party);
    if (turn) await turn;
    try {
      return await work();
    } finally {
      this.leave(party);
    }
  }

  /**
   * Returns a place, which goes to the next party in turn. The party rests: its next turn comes after this many
   * milliseconds at the earliest.
   */
  leave(party: string, restMs = 0): void {
    this.#free += 1;
    if (restMs > 0) setTimeout(() => this.#rested(party), restMs);
    else this.#end(party);
    this.#next();
  }

  #rested(party: string): void {
    this.#end(party);
    this.#next();
  }

  #end(party: string): void {
    const taken = this.#taken.get(party)! - 1;
    if (taken === 0) this.#taken.delete(party);
    else this.#taken.set(party, taken);
  }

  #mayBegin(party: string): boolean {
    return this.#free > 0 && (this.#taken.get(party) ?? 0) < this.options.share;
  }

  #begin(party: string): void {
    this.#free -= 1;
    this.#taken.set(party, (this.#taken.get(party) ?? 0) + 1);
  }

  /** Parties that are passed over already have their share. There can only be few at a time. */
  #next(): void {
    for (const [party, line] of this.#lines) {
      if (!this.#mayBegin(party)) continue;
      const waiter = line.values().next().value!;
      this.#strike(party, line, waiter);
      // The party's turn is over, so the waiting ones now come before it.
      if (this.#lines.delete(party)) this.#lines.set(party, line);
      this.#begin(party);
      return waiter.begin();
    }
  }

  #strike(party: string, line: Set<Waiter>, waiter: Waiter): void {
    line.delete(waiter);
    if (line.size === 0) this.#lines.delete(party);
  }
}
