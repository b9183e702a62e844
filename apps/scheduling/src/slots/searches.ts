import { Shares } from "@coachwork/platform";

/** Of a firm, how many searches may wait, and for how many milliseconds: less than the gateway's deadline of eight seconds. */
const LINE = { mostWaiting: 1_000, patienceMs: 6_000 };

/** Has firms take turns in looking for free slots, which takes longest of all: two look at once, and each firm once. */
export class Searches extends Shares {
  constructor() {
    super({ places: 2, share: 1, ...LINE });
  }
}
