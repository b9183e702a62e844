import { setTimeout as pause } from "node:timers/promises";
import { type Clock, Crowded, currentRequestId, REQUEST_ID, signActor } from "@coachwork/platform";
import type { Actor, SchedulingRouter } from "@coachwork/schema";
import { createTRPCClient, httpLink, type TRPCClient, TRPCClientError } from "@trpc/client";
import { Unavailable } from "../graphql/unavailable.js";
import { SchedulingAddresses } from "./scheduling-addresses.js";

/** The calls that the scheduling service takes. */
export type SchedulingService = TRPCClient<SchedulingRouter>;

/** The scheduling service's API for one viewer. Without a viewer (null), it answers almost nothing. */
export type Scheduling = <T>(actor: Actor | null, call: (service: SchedulingService) => Promise<T>) => Promise<T>;

declare module "../graphql/context.js" {
  interface Services {
    readonly scheduling: Scheduling;
  }
}

export interface SchedulingOptions {
  /** The addresses of the scheduling services, `http://host:port`. Any of them can do any call. */
  readonly urls: readonly string[];
  readonly secret: string;
  readonly clock: Clock;
}

/** Milliseconds that a call may take, including all attempts. */
const DEADLINE = 8_000;

/** Milliseconds before each further round of attempts: together about as long as a service takes to restart. */
const PAUSES = [100, 500, 2_000];

/**
 * The way to the scheduling services. Each call has a deadline and a short-lived signed token that says who is asking,
 * so that the service applies the same two walls. A call that was not reached, was turned away or was interrupted goes to
 * another service at once, and after a pause begins a new round. That is safe because every call has an idempotency key or
 * only reads.
 *
 * @throws Unavailable if no service could be reached; it says whether the call may have been done
 */
export function schedulingAt({ urls, secret, clock }: SchedulingOptions): Scheduling {
  const addresses = new SchedulingAddresses(urls);
  return async (actor, call) => {
    const deadline = AbortSignal.timeout(DEADLINE);
    const tried = new Set<string>();
    let mayBeDone = false;
    for (let round = 0; ;) {
      const url = addresses.next(tried);
      tried.add(url);
      try {
        return await call(await clientFor(url, actor, deadline));
      } catch (error) {
        const failure = failureOf(error);
        if (failure) addresses.failed(url);
        mayBeDone ||= failure === "interrupted";
        if (failure && tried.size < addresses.count && !deadline.aborted) continue;
        const mayBeSentAgain = failure === "interrupted" || failure === "not reached";
        if (!mayBeSentAgain || round === PAUSES.length || deadline.aborted) {
          // Whatever a later attempt met, the interrupted one may have succeeded.
          if (mayBeDone) throw new Unavailable(true, error);
          if (codeOf(error) === "TOO_MANY_REQUESTS") throw new Crowded();
          throw failure ? new Unavailable(false, error) : error;
        }
        tried.clear();
        await pause(PAUSES[round++]);
      }
    }
  };

  async function clientFor(url: string, actor: Actor | null, signal: AbortSignal): Promise<SchedulingService> {
    const token = await signActor(actor, secret, clock.now());
    const requestId = currentRequestId();
    return createTRPCClient<SchedulingRouter>({
      links: [
        httpLink({
          url: `${url}/trpc`,
          headers: { authorization: `Bearer ${token}`, ...(requestId !== undefined && { [REQUEST_ID]: requestId }) },
          methodOverride: "POST",
          fetch: (input, init) => fetch(input, { ...init, signal }),
        }),
      ],
    });
  }
}

/** The codes of a connection that was never made. */
const UNSENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/**
 * How a call failed. The service was not reached, or turned the call away, or the call was interrupted (a broken
 * connection, the deadline, a proxy's page, or the service does not know) and may have been done. Undefined means that
 * the service answered.
 */
function failureOf(error: unknown): "not reached" | "turned away" | "interrupted" | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const code = codeOf(error);
  if (code === "SERVICE_UNAVAILABLE") return "turned away";
  if (code === "GATEWAY_TIMEOUT") return "interrupted";
  if (code !== undefined) return undefined;
  return reasonsOf(error).some((reason) => UNSENT.test(reason)) ? "not reached" : "interrupted";
}

/** The codes of an error and its causes. */
function reasonsOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { code } = error as { code?: unknown };
  const inner = error instanceof AggregateError ? error.errors.flatMap(reasonsOf) : reasonsOf(error.cause);
  return [...(typeof code === "string" ? [code] : []), ...inner];
}

function codeOf(error: unknown): string | undefined {
  return error instanceof TRPCClientError ? (error as TRPCClientError<SchedulingRouter>).data?.code : undefined;
}
