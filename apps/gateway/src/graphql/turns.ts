import { Shares } from "@coachwork/platform";
import type { Payer } from "./cost-limits.js";
import { networkOf } from "./network.js";

declare module "./context.js" {
  interface Services {
    readonly turns: Turns;
  }
}

/**
 * Operations of one firm, or of one network of strangers, that are done at once; how many more may wait; and for how many
 * milliseconds.
 */
const LINE = { places: Infinity, share: 16, mostWaiting: 1_000, patienceMs: 10_000 };

/**
 * Has each firm's operations take turns. A process does one thing at a time, whoever for: a firm that asks for everything at
 * once waits for itself, and the others wait for a few of its operations at most.
 */
export class Turns {
  readonly #shares = new Shares(LINE);

  /**
   * Does an operation when it is its payer's turn.
   *
   * @throws Crowded, or rejects with it, where too many wait or where it takes too long.
   */
  take<T>(payer: Payer, operation: () => Promise<T>): Promise<T> {
    return this.#shares.take(payer.actor?.firmId ?? networkOf(payer.clientAddress), operation);
  }
}
