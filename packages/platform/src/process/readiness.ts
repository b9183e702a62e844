/** Tells what keeps a process from its work, if anything does, within a second. */
export type Check = () => Promise<string | undefined> | string | undefined;

/** Milliseconds for which an answer is used again: anybody may ask. */
const MEMORY_MS = 500;

/** Whether a process can do its work, and is to be given any. */
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

  /** What is wrong; empty: it is ready. */
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
