import { setTimeout as pause } from "node:timers/promises";
import { GraphQLError } from "graphql";
import type { Context } from "../graphql/context.js";
import { throttled } from "../graphql/cost-limits.js";

declare module "../graphql/context.js" {
  interface Context {
    /** What is charged for each event that a subscription delivers: what is selected of it. */
    eventCost?: number;
  }
}

/** Events of a replay that cost one. */
const EVENTS_FOR_ONE = 10;

/** Finding out whether an event is for its follower. */
export const LOOK = 1;

/** Milliseconds after which to look again whether an event can be paid for. */
const LONGEST_WAIT_MS = 1_000;

/**
 * Charges a replay before it begins: by its length, since each event is read and looked at, also those that are not for who
 * follows.
 */
export function chargeReplay(context: Context, events: number): void {
  const { costs } = context.services;
  const cost = Math.ceil(events / EVENTS_FOR_ONE);
  if (cost === 0) return;
  if (cost > costs.limit) {
    const most = costs.limit * EVENTS_FOR_ONE;
    const message = `That is ${events} events back, and at most ${most} are replayed. Read the sessions anew, and subscribe from now on.`;
    throw new GraphQLError(message, {
      extensions: { code: "TOO_EXPENSIVE", cost: { requested: cost, limit: costs.limit } },
    });
  }
  const charge = costs.charge(context, cost);
  if (!charge.granted) throw throttled(charge);
}

/**
 * Charges what an event takes. A follower who has spent everything is slowed, until that much has come back or the signal
 * comes: nothing is missed, and nothing piles up, since a follower is a place in the log and no more.
 */
export function payForEvent(context: Context, cost: number, signal: AbortSignal): Promise<void> | undefined {
  return context.services.costs.charge(context, cost).granted ? undefined : payLater(context, cost, signal);
}

async function payLater(context: Context, cost: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const charge = context.services.costs.charge(context, cost);
    if (charge.granted) return;
    await pause(Math.min(charge.retryAfterMs, LONGEST_WAIT_MS), undefined, { signal }).catch(() => undefined);
  }
}
