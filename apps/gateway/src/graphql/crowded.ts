import { setTimeout as pause } from "node:timers/promises";
import { Crowded } from "@coachwork/platform";

/** How often to come again. Each time waits in line for some seconds. */
const ATTEMPTS = 10;

/**
 * Reads what nobody can ask for a second time, such as what an event of a subscription tells: where the firm has too much
 * under way, it is read a little later.
 */
export async function onceThereIsRoom<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof Crowded) || attempt === ATTEMPTS) throw error;
      await pause(error.extensions.retryAfterMs);
    }
  }
}
