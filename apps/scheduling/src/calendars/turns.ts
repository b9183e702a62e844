/** Earlier work took too long. It says nothing about this work, which may be retried. */
export class NoTurn extends Error {
  override readonly name = "NoTurn";

  constructor() {
    super("The service is busy. Try again later.");
  }
}

/**
 * Limits how much work runs at once, with one piece per party. A party with much work delays the others by at most the
 * piece in progress.
 */
export class Turns {
  #free: number;
  readonly #working = new Set<string>();
  /** Waiting work, in the order of the parties' turns. */
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(most: number) {
    this.#free = most;
  }

  /**
   * Does the work when it is the party's turn.
   * @param patience when it aborts, waiting work gives up; it does not end work in progress
   * @throws NoTurn in that case
   */
  async take<T>(party: string, patience: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (this.#free > 0 && !this.#working.has(party)) this.#begin(party);
    else await this.#wait(party, patience);
    try {
      return await work();
    } finally {
      this.#end(party);
    }
  }

  #begin(party: string): void {
    this.#free -= 1;
    this.#working.add(party);
  }

  #end(party: string): void {
    this.#free += 1;
    this.#working.delete(party);
    const line = this.#lineOf(party);
    this.#waiting.delete(party);
    if (line.length > 0) this.#waiting.set(party, line); // now the last
    this.#startNext();
  }

  async #wait(party: string, patience: AbortSignal): Promise<void> {
    if (patience.aborted) throw new NoTurn();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const begin = (): void => {
      patience.removeEventListener("abort", leave);
      resolve();
    };
    const leave = (): void => {
      const line = this.#lineOf(party).filter((other) => other !== begin);
      if (line.length > 0) this.#waiting.set(party, line);
      else this.#waiting.delete(party);
      reject(new NoTurn());
    };
    patience.addEventListener("abort", leave, { once: true });
    this.#waiting.set(party, [...this.#lineOf(party), begin]);
    return promise;
  }

  /** Starts what can start. Started work is removed from the queue at once, or it could still give up its place. */
  #startNext(): void {
    for (const [party, [begin, ...others]] of this.#waiting) {
      if (this.#free === 0) return;
      if (begin === undefined || this.#working.has(party)) continue;
      if (others.length > 0) this.#waiting.set(party, others);
      else this.#waiting.delete(party);
      this.#begin(party);
      begin();
    }
  }

  #lineOf(party: string): (() => void)[] {
    return this.#waiting.get(party) ?? [];
  }
}
