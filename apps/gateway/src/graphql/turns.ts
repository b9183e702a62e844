import { Shares } from "@coachwork/platform";
import type { Payer } from "./cost-limits.js";
import { networkOf } from "./network.js";

declare module "./context.js" {
  interface Services {
    readonly turns: Turns;
  }
}

/** Of one firm, or of one network of strangers: how many operations may wait, and for how many milliseconds. */
const LINE = { mostWaiting: 1_000, patienceMs: 10_000 };

/**
 * Has firms take turns in beginning operations. A process does one thing at a time, whoever for, and to begin an operation is
 * most of what it does for one: it is parsed, judged and made into statements. A firm that asks for everything at once waits
 * in its own line, and the others begin one of theirs after each of its.
 */
export class Turns {
  readonly #shares = new Shares({ places: 1, share: 1, ...LINE });

  /**
   * Begins an operation when it is its payer's turn, and does not wait for its end before the next may begin.
   *
   * @throws Crowded, or rejects with it, where too many wait or where it takes too long.
   */
  async take<T>({ actor, clientAddress }: Payer, operation: () => Promise<T>): Promise<T> {
    const party = actor?.firmId ?? networkOf(clientAddress);
    const turn = this.#shares.enter(party);
    if (turn) await turn;
    setImmediate(() => this.#shares.leave(party));
    return operation();
  }
}
