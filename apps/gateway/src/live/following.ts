import type { LoggedEvent } from "@coachwork/schema";
import { type Context, signedIn } from "../graphql/context.js";
import { LOOK, payForEvent } from "./event-price.js";
import type { Follower, Wanted } from "./follower.js";
import type { Snapshot } from "./start.js";
import { ended, subscription } from "./subscription.js";

/** What a subscription follows in its firm's log. */
export interface What<Event extends LoggedEvent> {
  /** Equal for those who follow the same. */
  readonly name: string;
  readonly wanted: Wanted;
  /** Adds the subjects that an event brings. */
  readonly learn?: (event: LoggedEvent) => Promise<void>;
  /** Whether an event is one of those that are followed, whoever may see it. */
  isWanted(event: LoggedEvent): event is Event;
  /** What is told first, like an event. Undefined if the subscription resumes. */
  readonly first: Snapshot | undefined;
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

  /** What is told first, before any event, if anything is. */
  get first(): Event | undefined {
    return this.what.first as Event | undefined;
  }

  /** Its place in the log, after a number. */
  follow(after: number, signal: AbortSignal): Follower {
    const { services } = this.context;
    return services.logs.follow(signedIn(this.context).firmId, { ...this.what.wanted, after }, signal);
  }

  /** Adds the subjects that an event brings. Each event is to be learned before the next one is read. */
  learn(event: LoggedEvent): Promise<void> {
    return this.what.learn?.(event) ?? Promise.resolve();
  }

  /** Whether an event is for the viewer, who pays for it for so many subscriptions, and waits until that is possible. */
  async isFor(viewer: Context, event: LoggedEvent, subscriptions: number, signal: AbortSignal): Promise<boolean> {
    if (!this.what.isWanted(event)) return false;
    const isForIt = await this.what.sees(viewer, event);
    const { services, clientAddress, eventCost = 0 } = viewer;
    const payer = { actor: signedIn(viewer), clientAddress };
    // Most can pay without waiting, and an event goes to hundreds of sockets.
    const paying = payForEvent(services.costs, payer, isForIt ? LOOK + eventCost : LOOK, subscriptions, signal);
    if (paying) await paying;
    return isForIt;
  }

  /** Its events for its own viewer alone. */
  [Symbol.asyncIterator](): AsyncGenerator<Event, void> {
    const { context } = this;
    const { services } = context;
    const { firmId } = signedIn(context);
    return subscription<Event>((signal) => {
      const follower = this.follow(this.after, signal);
      let { first } = this;
      return async () => {
        const told = first;
        first = undefined;
        if (told) return { value: told, done: false };
        for (;;) {
          const event = await follower.next();
          if (!event) return ended;
          await this.learn(event);
          const isForIt = await this.isFor(context, event, 1, signal);
          if (signal.aborted) return ended;
          const position = services.positions.after(firmId, event);
          if (isForIt) context.position?.deliver(event.seq, position);
          else context.position?.pass(event.seq, position);
          if (isForIt) return { value: event as Event, done: false };
        }
      };
    });
  }
}
