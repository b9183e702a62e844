import type { LoggedEvent } from "@coachwork/schema";
import { type Context, signedIn } from "../graphql/context.js";
import { LOOK, payForEvent } from "./event-price.js";
import type { Follower, Wanted } from "./follower.js";
import { ended, subscription } from "./subscription.js";

/** What a subscription follows in its firm's log. */
export interface What<Event extends LoggedEvent> {
  /** Equal for those who follow the same. */
  readonly name: string;
  readonly wanted: Wanted;
  /** Adds the subjects that an event brings. */
  learn(event: LoggedEvent): Promise<void>;
  /** Whether an event is one of those that are followed, whoever may see it. */
  isWanted(event: LoggedEvent): event is Event;
  /** Whether its viewer may see an event now. */
  sees(context: Context, event: Event): Promise<boolean>;
}

/**
 * A subscription's events, one by one, each judged by its viewer's rights at that time: people leave engagements and lose roles
 * while they watch. Viewers with the same rights can share the judging.
 */
export class Following<Event extends LoggedEvent = LoggedEvent> implements AsyncIterable<Event> {
  constructor(
    readonly context: Context,
    private readonly what: What<Event>,
  ) {}

  get name(): string {
    return this.what.name;
  }

  /** The number of the last event that the subscription knows. */
  get after(): number {
    return this.what.wanted.after;
  }

  /** Its place in the log, after a number. */
  follow(after: number, signal: AbortSignal): Follower {
    const { services } = this.context;
    return services.logs.follow(signedIn(this.context).firmId, { ...this.what.wanted, after }, signal);
  }

  /**
   * Whether an event is for these viewers, who all have the same rights. Each pays for it, and waits until that is
   * possible.
   */
  async isFor(viewers: readonly Context[], event: LoggedEvent, signal: AbortSignal): Promise<boolean> {
    await this.what.learn(event);
    if (!this.what.isWanted(event)) return false;
    const isForThem = await this.what.sees(viewers[0]!, event);
    // Most can pay without waiting, and an event goes to hundreds of sockets.
    const paying = viewers.flatMap((context) => pay(context, isForThem, signal) ?? []);
    if (paying.length > 0) await Promise.all(paying);
    return isForThem;
  }

  /** Its events for its own viewer alone. */
  [Symbol.asyncIterator](): AsyncGenerator<Event, void> {
    const { context } = this;
    return subscription<Event>((signal) => {
      const follower = this.follow(this.after, signal);
      return async () => {
        for (;;) {
          const event = await follower.next();
          if (!event) return ended;
          const isForIt = await this.isFor([context], event, signal);
          if (signal.aborted) return ended;
          mark(context, event, isForIt);
          if (isForIt) return { value: event as Event, done: false };
        }
      };
    });
  }
}

/** Moves a subscription's position to an event, which is told to it or passes it by. */
export function mark(context: Context, event: LoggedEvent, isTold: boolean): void {
  const { position, services } = context;
  if (!position) return;
  const text = services.positions.after(signedIn(context).firmId, event);
  if (isTold) position.deliver(event.seq, text);
  else position.pass(event.seq, text);
}

function pay(context: Context, isForThem: boolean, signal: AbortSignal): Promise<void> | undefined {
  const { services, clientAddress, eventCost = 0 } = context;
  const payer = { actor: signedIn(context), clientAddress };
  return payForEvent(services.costs, payer, isForThem ? LOOK + eventCost : LOOK, signal);
}
