import type { Bus } from "@coachwork/platform";

/** A bus that wakes nobody, as if what is told were lost on its way. */
export const deafBus: Bus = {
  wake: () => undefined,
  onWake: () => () => undefined,
  recheck: () => undefined,
  onRecheck: () => () => undefined,
  close: () => Promise.resolve(),
};
