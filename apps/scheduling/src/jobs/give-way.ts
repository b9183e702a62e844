/** Milliseconds that a job lets others go first, at most. */
const LONGEST = 250;

type Call = (...given: never[]) => Promise<unknown>;

/** Has jobs wait while somebody waits for an answer: what happens by itself can happen a moment later. */
export class GiveWay {
  #asking = 0;
  readonly #waiting = new Set<() => void>();

  /** The same calls, which jobs give way to. */
  to<Calls extends { readonly [Name in keyof Calls]: Call }>(calls: Calls): Calls {
    const first =
      (call: Call) =>
      (...given: never[]) =>
        this.#first(() => call(...given));
    const names = Object.keys(calls) as (keyof Calls)[];
    return Object.fromEntries(names.map((name) => [name, first(calls[name])])) as Calls;
  }

  /** Resolves once nobody waits for an answer, and after a quarter of a second in any case. */
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
      if (this.#asking === 0) for (const goOn of this.#waiting) goOn();
    }
  }
}
