import type { Transaction } from "@coachwork/platform";
import type { EventType, LoggedEvent } from "@coachwork/schema";

/** What effects need from the service's settings. */
export interface EffectSettings {
  /** Milliseconds for which changes to a session are gathered into one message. */
  readonly gatherMs: number;
}

/**
 * The effect of an event: jobs to enqueue or to remove, in the transaction that marks the event as read, so exactly
 * once. The event may be old and its rows may have changed: check the state at `now` (epoch milliseconds).
 */
type Effect<Type extends EventType> = (
  transaction: Transaction,
  event: Extract<LoggedEvent, { type: Type }>,
  now: number,
  settings: EffectSettings,
) => Promise<void> | void;

/** An event that carries the id of such an object. */
export interface Naming<Thing extends string> {
  readonly ids: Readonly<Record<Thing, string>>;
}

/** Events and their effects. */
export interface Cause {
  readonly events: readonly EventType[];
  effect(transaction: Transaction, event: LoggedEvent, now: number, settings: EffectSettings): Promise<void> | void;
}

export function on<Type extends EventType>(events: readonly Type[], effect: Effect<Type>): Cause {
  return { events, effect: effect };
}

/** Applies the effects of an event, cause by cause in their order. */
export function followEvents(causes: readonly Cause[], settings: EffectSettings) {
  return async (transaction: Transaction, event: LoggedEvent, now: number): Promise<void> => {
    for (const { events, effect } of causes)
      if (events.includes(event.type)) await effect(transaction, event, now, settings);
  };
}
