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
type Effect<Type extends EventType> = (
  transaction: Transaction,
  event: Extract<LoggedEvent, { type: Type }>,
  now: number,
  settings: EffectSettings,
) => Promise<void> | void;

/** An event that names such a thing, by its id. */
export interface Naming<Thing extends string> {
  readonly ids: Readonly<Record<Thing, string>>;
}

/** Events, and what follows from each of them. */
export interface Cause {
  readonly events: readonly EventType[];
  effect(transaction: Transaction, event: LoggedEvent, now: number, settings: EffectSettings): Promise<void> | void;
}

export function on<Type extends EventType>(events: readonly Type[], effect: Effect<Type>): Cause {
  return { events, effect: effect };
}

/** Does what follows from an event, cause by cause in their order. */
export function followEvents(causes: readonly Cause[], settings: EffectSettings) {
  return async (transaction: Transaction, event: LoggedEvent, now: number): Promise<void> => {
    for (const { events, effect } of causes)
      if (events.includes(event.type)) await effect(transaction, event, now, settings);
  };
}
