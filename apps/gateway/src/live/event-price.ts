import { setTimeout as pause } from "node:timers/promises";
import { GraphQLError } from "graphql";
import type { Context } from "../graphql/context.js";
import { type CostLimits, type Payer, throttled } from "../graphql/cost-limits.js";

declare module "../graphql/context.js" {
  interface Context {
    /** The cost of each event that a subscription delivers: its selection. */
    eventCost?: number;
  }
}

/** The number of replayed events that cost one. */
const EVENTS_PER_UNIT = 10;

/** The cost of finding out whether an event is for its follower. */
export const LOOK = 1;

/** Milliseconds until the next check whether an event can be paid for. */
const LONGEST_WAIT_MS = 1_000;

/**
 * Charges a replay before it begins, by its length. Each event is read and checked, including those that are not for
 * the follower.
 */
export function chargeReplay(context: Context, events: number): void {
  const { costs } = context.services;
  const cost = Math.ceil(events / EVENTS_PER_UNIT);
  if (cost === 0) return;
  if (cost > costs.limit) {
    const most = costs.limit * EVENTS_PER_UNIT;
    const message = `That is ${events} events back, but at most ${most} are replayed. Read anew what you follow, and subscribe from now on.`;
    throw new GraphQLError(message, {
      extensions: { code: "TOO_EXPENSIVE", cost: { requested: cost, limit: costs.limit } },
    });
  }
  const charge = costs.charge(context, cost);
  if (!charge.granted) throw throttled(charge);
}

/**
 * Charges the cost of an event for one or more subscriptions of a payer, who is slowed until enough is refilled, or until the
 * signal. Nothing is missed and nothing piles up, because a follower is only a position in the log.
 */
export function payForEvent(
  costs: CostLimits,
  payer: Payer,
  cost: number,
  subscriptions: number,
  signal: AbortSignal,
): Promise<void> | undefined {
  return costs.charge(payer, cost * subscriptions).granted
    ? undefined
    : payByAndBy(costs, payer, cost, subscriptions, signal);
}

/** All of it at once may be more than can ever be there. */
async function payByAndBy(
  costs: CostLimits,
  payer: Payer,
  cost: number,
  subscriptions: number,
  signal: AbortSignal,
): Promise<void> {
  for (let paid = 0; paid < subscriptions && !signal.aborted;) {
    const charge = costs.charge(payer, cost);
    if (charge.granted) paid += 1;
    else await pause(Math.min(charge.retryAfterMs, LONGEST_WAIT_MS), undefined, { signal }).catch(() => undefined);
  }
}
