/** Reports within a second what prevents a process from working, if anything. */
export type Check = () => Promise<string | undefined> | string | undefined;

/** Milliseconds for which an answer is reused, since anybody may ask. */
const MEMORY_MS = 500;

/** Whether a process can work and should get requests. */
export class Readiness {
  #isStopping = false;
  #known: { readonly at: number; readonly problems: Promise<readonly string[]> } | undefined;

  constructor(
    private readonly checks: readonly Check[],
    /** What makes the process work worse, and no other would do better. */
    private readonly hindrances: readonly (() => string | undefined)[] = [],
  ) {}

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** From now on it is not ready. */
  stop(): void {
    this.#isStopping = true;
  }

  /** What is wrong. Empty if it is ready. */
  async problems(): Promise<readonly string[]> {
    if (this.#isStopping) return ["It is stopping."];
    const now = performance.now();
    if (!this.#known || now - this.#known.at > MEMORY_MS) this.#known = { at: now, problems: this.#look() };
    return this.#known.problems;
  }

  /** What makes it work worse, though it is ready. */
  get warnings(): readonly string[] {
    return this.hindrances.map((look) => look()).filter((warning) => warning !== undefined);
  }

  async #look(): Promise<readonly string[]> {
    const found = await Promise.all(this.checks.map(async (check) => check()));
    return found.filter((problem) => problem !== undefined);
  }
}
