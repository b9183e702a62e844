import type { Bus } from "@coachwork/platform";

/** A bus that wakes nobody, as if all notifications were lost. */
export const deafBus: Bus = {
  wake: () => undefined,
  onWake: () => () => undefined,
  recheck: () => undefined,
  onRecheck: () => () => undefined,
  close: () => Promise.resolve(),
};
