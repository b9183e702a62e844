import { type Actor, type Clock, Crowded, signActor } from "@coachwork/platform";
import type { SchedulingRouter } from "@coachwork/schema";
import { createTRPCClient, httpLink, type TRPCClient, TRPCClientError } from "@trpc/client";
import { Unavailable } from "../graphql/errors.js";

/** The calls that the scheduling service takes. */
export type SchedulingService = TRPCClient<SchedulingRouter>;

/** What the scheduling service offers, as one viewer; as nobody (null), it answers hardly anything. */
export type Scheduling = <T>(actor: Actor | null, call: (service: SchedulingService) => Promise<T>) => Promise<T>;

declare module "../graphql/context.js" {
  interface Services {
    readonly scheduling: Scheduling;
  }
}

export interface SchedulingOptions {
  readonly url: string;
  readonly secret: string;
  readonly clock: Clock;
}

/** Milliseconds that a call may take. */
const DEADLINE = 8_000;

/**
 * The way to the scheduling service. Each call carries who is asking in a short-lived signed token, so that the service
 * applies the same two walls, and has a deadline. A service that cannot be reached, or has too much to do, is
 * `Unavailable`: whether an interrupted call was done is not known then, and the same idempotency key finds out.
 */
export function schedulingAt({ url, secret, clock }: SchedulingOptions): Scheduling {
  return async (actor, call) => {
    const token = await signActor(actor, secret, clock.now());
    const client = createTRPCClient<SchedulingRouter>({
      links: [
        httpLink({
          url: `${url}/trpc`,
          headers: { authorization: `Bearer ${token}` },
          methodOverride: "POST",
          fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(DEADLINE) }),
        }),
      ],
    });
    try {
      return await call(client);
    } catch (error) {
      if (codeOf(error) === "TOO_MANY_REQUESTS") throw new Crowded();
      throw isUnavailable(error)
        ? new Unavailable("The scheduling service cannot be reached, or has too much to do.", { cause: error })
        : error;
    }
  };
}

/** Anything but an answer of the service itself: refused and broken connections, deadlines, a proxy's page. Or its own word. */
function isUnavailable(error: unknown): boolean {
  return error instanceof TRPCClientError && (codeOf(error) ?? "SERVICE_UNAVAILABLE") === "SERVICE_UNAVAILABLE";
}

function codeOf(error: unknown): string | undefined {
  return error instanceof TRPCClientError ? (error as TRPCClientError<SchedulingRouter>).data?.code : undefined;
}
