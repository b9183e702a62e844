import type { Logger } from "@coachwork/platform";

/** Work that a request gives rise to and does not wait for, such as noting when a key was used. Its failures are logged. */
export class Later {
  readonly #running = new Map<string, Promise<void>>();

  constructor(private readonly logger: Logger) {}

  /** Starts the work unless that of the same name is still running. */
  start(name: string, work: () => Promise<unknown>): void {
    if (this.#running.has(name)) return;
    const running = work()
      .then(() => undefined)
      .catch((error: unknown) => this.logger.warn({ err: error }, `${name} failed`))
      .finally(() => this.#running.delete(name));
    this.#running.set(name, running);
  }

  /** Resolves when nothing is running; before the pools are closed. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }
}
