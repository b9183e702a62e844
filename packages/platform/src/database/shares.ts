const RETRY_AFTER_MS = 1_000;

/** A party has asked for more at once than its share of the database. Nothing was done; it may ask again. */
export class Crowded extends Error {
  override readonly name = "Crowded";
  /** What GraphQL tells a client of it. */
  readonly extensions = {
    code: "THROTTLED",
    retryAfterMs: RETRY_AFTER_MS,
    http: { status: 429, headers: new Map([["retry-after", String(RETRY_AFTER_MS / 1_000)]]) },
  };

  constructor() {
    super("Your firm has too many requests under way at once. Try again in a second.");
  }
}

/** Whether a statement was ended since it waited for somebody else's lock for too long. It may be tried again. */
export function isLockTimeout(error: unknown): boolean {
  return (error as { code?: unknown }).code === "55P03";
}

export interface ShareOptions {
  /** Places there are. */
  readonly places: number;
  /** Places that one party has at most. */
  readonly share: number;
  /** How many of a party may wait. */
  readonly mostWaiting: number;
  /** Milliseconds that each of them waits at most. */
  readonly patienceMs: number;
}

interface Waiter {
  begin(): void;
}

/**
 * Gives parties places: each its share at most, so that one cannot take them all. Who waits of a party waits in line; the
 * parties take turns, so that a long line holds up nobody else.
 */
export class Shares {
  #free: number;
  readonly #taken = new Map<string, number>();
  /** Who waits, by party, in the order in which the parties have their turns. A line is never empty. */
  readonly #lines = new Map<string, Set<Waiter>>();

  constructor(private readonly options: ShareOptions) {
    this.#free = options.places;
  }

  /**
   * Takes a place: now, and then gives nothing to wait for, or later. A patient party waits for as long as it takes.
   *
   * @throws Crowded, or rejects with it, where too many wait or where it takes too long.
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

  /** Does work in a place of the party's, as soon as there is one. */
  async take<T>(party: string, work: () => Promise<T>): Promise<T> {
    const turn = this.enter(party);
    if (turn) await turn;
    try {
      return await work();
    } finally {
      this.leave(party);
    }
  }

  /** Gives a place back, to whose turn it is. The party rests: it has its next turn after so many milliseconds at the earliest. */
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

  /** Those passed over have their share already, and few can have that at a time. */
  #next(): void {
    for (const [party, line] of this.#lines) {
      if (!this.#mayBegin(party)) continue;
      const waiter = line.values().next().value!;
      this.#strike(party, line, waiter);
      // The party's turn is over: the others that wait are before it now.
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
