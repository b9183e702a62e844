import type { Logger } from "@coachwork/platform";

/** Work that a request causes but does not wait for, such as recording when a key was used. Failures are logged. */
export class BackgroundWork {
  readonly #running = new Map<string, Promise<void>>();

  constructor(private readonly logger: Logger) {}

  /** Starts the work unless work of the same name is still running. */
  start(name: string, work: () => Promise<unknown>): void {
    if (this.#running.has(name)) return;
    const running = work()
      .then(() => undefined)
      .catch((error: unknown) => this.logger.warn({ err: error }, `${name} failed`))
      .finally(() => this.#running.delete(name));
    this.#running.set(name, running);
  }

  /** Resolves when nothing is running. Await it before the pools are closed. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }
}
