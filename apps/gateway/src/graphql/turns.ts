import { CpuWatch, Shares } from "@coachwork/platform";
import type { Payer } from "./cost-limits.js";

declare module "./context.js" {
  interface Services {
    readonly turns: Turns;
  }
}

/** Per firm, or for all anonymous clients together: how many operations may wait, and for how many milliseconds. */
const LINE = { mostWaiting: 1_000, patienceMs: 10_000 };

/**
 * Makes firms take turns to start operations. A process does one thing at a time, and starting an operation is most of
 * its work: parsing, checking and writing statements. A firm that sends everything at once waits in its own queue, and
 * each other firm starts one operation after each of its operations. If a start takes long, the firm rests for as long,
 * so that others come first.
 */
export class Turns {
  readonly #shares = new Shares({ places: 1, share: 1, ...LINE });
  readonly #watch = new CpuWatch();

  /**
   * Starts an operation when it is its payer's turn. The next may start before this one ends.
   *
   * @throws Crowded (or rejects with it) if too many wait or the wait is too long
   */
  async take<T>({ actor }: Pick<Payer, "actor">, operation: () => Promise<T>): Promise<T> {
    // Anonymous clients are one party, whatever their networks.
    const party = actor?.firmId ?? "strangers";
    const turn = this.#shares.enter(party);
    if (turn) await turn;
    return new Promise((resolve) => {
      setImmediate(() => {
        this.#watch.begin();
        resolve(Promise.resolve().then(operation));
      });
      // Comes next, after everything that the operation does without waiting.
      setImmediate(() => this.#shares.leave(party, this.#watch.longMs()));
    });
  }
}
