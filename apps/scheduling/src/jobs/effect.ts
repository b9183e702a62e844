import type { Transaction } from "@coachwork/platform";
import type { EventType, LoggedEvent } from "@coachwork/schema";

/** What effects need of the service's settings. */
export interface EffectSettings {
  /** Milliseconds for which what happens to a session is gathered, to be told at once. */
  readonly gatherMs: number;
}

/**
 * What follows from an event: jobs to enqueue or to take back, in the transaction that notes the event as read, so exactly
 * once. The event may be long past and its rows have changed since: look at what holds at `now` (epoch milliseconds).
 */
export type Effect<Type extends EventType = EventType> = (
  transaction: Transaction,
  event: Extract<LoggedEvent, { type: Type }>,
  now: number,
  settings: EffectSettings,
) => Promise<void> | void;
