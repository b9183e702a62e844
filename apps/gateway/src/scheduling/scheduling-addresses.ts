import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds between two looks at a service that is away, and how long each may take. */
const LOOK_MS = 1_000;

/**
 * The addresses of the scheduling services, which take calls in turn. One that failed gets none until it says that it is
 * ready, unless all have failed.
 */
export class SchedulingAddresses {
  readonly #away = new Set<string>();
  #turn = 0;

  constructor(private readonly urls: readonly string[]) {}

  get count(): number {
    return this.urls.length;
  }

  /** The address for the next attempt at a call that has tried some of them. */
  next(tried: ReadonlySet<string>): string {
    const untried = this.urls.filter((url) => !tried.has(url));
    const there = untried.filter((url) => !this.#away.has(url));
    const choice = there.length > 0 ? there : untried.length > 0 ? untried : this.urls;
    return choice[this.#turn++ % choice.length]!;
  }

  /** A call failed there. A service that is the only one is asked all the same. */
  failed(url: string): void {
    if (this.urls.length === 1 || this.#away.has(url)) return;
    this.#away.add(url);
    void this.#untilReady(url).then(() => this.#away.delete(url));
  }

  async #untilReady(url: string): Promise<void> {
    do await pause(LOOK_MS, undefined, { ref: false });
    while (!(await isReady(url)));
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(LOOK_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
