import { Shares } from "@coachwork/platform";

/**
 * Per firm: how many searches may wait, and for how many milliseconds. It is less than the gateway's deadline of eight
 * seconds.
 */
const LINE = { mostWaiting: 1_000, patienceMs: 6_000 };

/**
 * Makes firms take turns to search for free slots, which takes longest of all. Two searches run at once, one per firm.
 */
export class Searches extends Shares {
  constructor() {
    super({ places: 2, share: 1, ...LINE });
  }
}
