/** Whoever was before took too long. It says nothing of the work itself, which may be tried again. */
export class NoTurn extends Error {
  override readonly name = "NoTurn";

  constructor() {
    super("There was too much to do before this; try again later.");
  }
}

/**
 * Lets only so many work at once, and each party once: however much one of them wants to have done, another waits for what
 * is being done at most, and not for what else the first would like.
 */
export class Turns {
  #free: number;
  readonly #working = new Set<string>();
  /** Who waits, in the order in which the parties have their turns. */
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(most: number) {
    this.#free = most;
  }

  /**
   * Does the work when it is the party's turn.
   * @param patience when it aborts, who still waits does so no longer. It does not end what has begun.
   * @throws NoTurn if that was so
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
    this.#goOn();
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

  /** Begins what can be begun. Who begins is taken out of the line at once, or it could leave it afterwards. */
  #goOn(): void {
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
