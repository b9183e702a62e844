/** Reports within a second what prevents a process from working, if anything. */
export type Check = () => Promise<string | undefined> | string | undefined;

/** Milliseconds for which an answer is reused, since anybody may ask. */
const MEMORY_MS = 500;

/** Whether a process can work and should get requests. */
export class Readiness {
  #isStopping = false;
  #known: { readonly at: number; readonly problems: Promise<readonly string[]> } | undefined;

  constructor(private readonly checks: readonly Check[]) {}

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

  async #look(): Promise<readonly string[]> {
    const found = await Promise.all(this.checks.map(async (check) => check()));
    return found.filter((problem) => problem !== undefined);
  }
}
