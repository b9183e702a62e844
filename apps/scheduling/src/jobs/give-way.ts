/** Milliseconds for which a job lets others go first, at most. */
const LONGEST = 250;

type Call = (...given: never[]) => Promise<unknown>;

/** Makes jobs wait while a client waits for an answer: background work can happen a moment later. */
export class GiveWay {
  #asking = 0;
  readonly #waiting = new Set<() => void>();

  /** The same calls, with priority over jobs. */
  to<Calls extends { readonly [Name in keyof Calls]: Call }>(calls: Calls): Calls {
    const first =
      (call: Call) =>
      (...given: never[]) =>
        this.#first(() => call(...given));
    const names = Object.keys(calls) as (keyof Calls)[];
    return Object.fromEntries(names.map((name) => [name, first(calls[name])])) as Calls;
  }

  /** Resolves when no client waits for an answer, and after a quarter of a second in any case. */
  async turn(): Promise<void> {
    if (this.#asking === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, LONGEST);
    this.#waiting.add(resolve);
    await promise;
    this.#waiting.delete(resolve);
    clearTimeout(timer);
  }

  async #first<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    this.#asking += 1;
    try {
      return await call();
    } finally {
      this.#asking -= 1;
      if (this.#asking === 0) for (const resume of this.#waiting) resume();
    }
  }
}
