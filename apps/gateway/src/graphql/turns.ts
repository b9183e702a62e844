import { LONG_MS, Shares, usedCpuMs } from "@coachwork/platform";
import type { Payer } from "./cost-limits.js";

declare module "./context.js" {
  interface Services {
    readonly turns: Turns;
  }
}

/** Of one firm, or of all strangers: how many operations may wait, and for how many milliseconds. */
const LINE = { mostWaiting: 1_000, patienceMs: 10_000 };

/**
 * Has firms take turns in beginning operations. A process does one thing at a time, whoever for, and to begin an operation is
 * most of what it does for one: it is parsed, judged and made into statements. A firm that asks for everything at once waits
 * in its own line, and the others begin one of theirs after each of its. Where that takes long, the firm rests for as long:
 * what others asked for meanwhile is done first.
 */
export class Turns {
  readonly #shares = new Shares({ places: 1, share: 1, ...LINE });

  /**
   * Begins an operation when it is its payer's turn, and does not wait for its end before the next may begin.
   *
   * @throws Crowded, or rejects with it, where too many wait or where it takes too long.
   */
  async take<T>({ actor }: Pick<Payer, "actor">, operation: () => Promise<T>): Promise<T> {
    // Strangers are one party, from however many networks they ask.
    const party = actor?.firmId ?? "strangers";
    const turn = this.#shares.enter(party);
    if (turn) await turn;
    return new Promise((resolve) => {
      let before = 0;
      setImmediate(() => {
        before = usedCpuMs();
        resolve(Promise.resolve().then(operation));
      });
      // Comes next, and after all that the operation does without waiting for anything.
      setImmediate(() => {
        const used = usedCpuMs() - before;
        this.#shares.leave(party, used < LONG_MS ? 0 : used);
      });
    });
  }
}
